package io.timeoutchain.auditor.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * What Ctrl-C does until this is closed: the first time it asks to come to an end, the second time the system ends the process.
 *
 * <p>{@code sun.misc.Signal} is the one way for a Java program to hear of a signal without ending, and the module {@code
 * jdk.unsupported} keeps it for that (https://openjdk.org/jeps/260). It is reached by reflection, because the compiler has a
 * warning for it that nothing turns off. In a virtual machine without it Ctrl-C ends the process the first time.
 */
final class Interrupts implements AutoCloseable {

    private final Handler before;

    Interrupts(Runnable end) {
        InvocationHandler onSignal = (proxy, method, arguments) -> {
            handle(type -> type.getField("SIG_DFL").get(null));
            end.run();
            return null;
        };
        before = handle(type -> Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, onSignal));
    }

    @Override
    public void close() {
        handle(before);
    }

    /** Gives a {@code sun.misc.SignalHandler}, whose type it is handed. */
    private interface Handler {
        Object of(Class<?> type) throws ReflectiveOperationException;
    }

    /** Lets {@code handler} hear of Ctrl-C; the one that heard of it until now. */
    private static Handler handle(Handler handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object until = signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler.of(type));
            return sameType -> until;
        } catch (ReflectiveOperationException e) {
            return handler;
        }
    }
}
