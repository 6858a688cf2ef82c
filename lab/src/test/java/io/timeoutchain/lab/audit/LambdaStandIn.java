package io.timeoutchain.lab.audit;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls a handler as Lambda does: by its name, with the event as a stream. A call that fails ends with 1. */
public final class LambdaStandIn {

    private LambdaStandIn() {}

    /** Calls the handler whose class is the first of {@code arguments}. */
    public static void main(String[] arguments) throws Exception {
        RequestStreamHandler handler = Class.forName(arguments[0])
                .asSubclass(RequestStreamHandler.class)
                .getConstructor()
                .newInstance();
        handler.handleRequest(System.in, System.out, new Call());
        System.out.flush();
    }

    private record Call() implements Context {

        @Override
        public String getAwsRequestId() {
            return UUID.randomUUID().toString();
        }

        @Override
        public String getLogGroupName() {
            return "lab";
        }

        @Override
        public String getLogStreamName() {
            return "lab";
        }

        @Override
        public String getFunctionName() {
            return "lab";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:eu-west-1:123456789012:function:lab";
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 900_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 1024;
        }

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    System.err.println(message);
                }

                @Override
                public void log(byte[] message) {
                    System.err.writeBytes(message);
                }
            };
        }
    }
}
