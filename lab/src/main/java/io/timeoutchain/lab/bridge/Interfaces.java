package io.timeoutchain.lab.bridge;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Completes network interfaces in {@code DescribeInstances} with their connection tracking, which moto leaves out. The
 * element is that of {@code InstanceNetworkInterface} in the EC2 API reference.
 */
final class Interfaces {

    private final Map<String, Duration> tcpEstablished = new ConcurrentHashMap<>();

    void trackConnections(String networkInterfaceId, Duration timeout) {
        tcpEstablished.put(networkInterfaceId, timeout);
    }

    Reply complete(ApiRequest request, Reply reply) {
        if (!request.action().equals("ec2:DescribeInstances") || tcpEstablished.isEmpty()) {
            return reply;
        }
        String body = reply.text();
        for (Map.Entry<String, Duration> entry : tcpEstablished.entrySet()) {
            String id = "<networkInterfaceId>" + entry.getKey() + "</networkInterfaceId>";
            body = body.replace(
                    id,
                    id + "<connectionTrackingConfiguration><tcpEstablishedTimeout>"
                            + entry.getValue().toSeconds()
                            + "</tcpEstablishedTimeout></connectionTrackingConfiguration>");
        }
        return reply.withText(body);
    }
}
