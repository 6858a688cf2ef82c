package io.timeoutchain.product.linux;

import io.timeoutchain.model.Product;
import io.timeoutchain.model.Role;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Text;
import io.timeoutchain.model.Written;
import java.util.List;

/** The timers that the host's kernel, and the network interface below it, have on every connection. */
public final class LinuxSettings {

    /**
     * Idle time after which the kernel sends the first probe: 7200 s out of the box, and only on sockets that asked for
     * keep-alive and set no time themselves (<a
     * href="https://docs.kernel.org/networking/ip-sysctl.html">ip-sysctl</a>). Written as a line of a file in
     * {@code /etc/sysctl.d}.
     */
    public static final Setting TCP_KEEPALIVE_TIME = Setting.of(
            Product.LINUX,
            "net.ipv4.tcp_keepalive_time",
            new Written(
                    Written.Form.SYSCTL,
                    Text.marked("/etc/sysctl.d/90-timeout-chain.conf, then sysctl --system"),
                    "net.ipv4.tcp_keepalive_time = {seconds}"),
            Role.TCP_KEEPALIVE);

    /**
     * Idle time after which EC2 forgets an established connection that its security groups track (<a
     * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html">connection
     * tracking</a>); what comes later is dropped without a word.
     */
    public static final Setting CONNECTION_TRACKING = Setting.of(
                    Product.LINUX,
                    "TcpEstablishedTimeout",
                    new Written(
                            Written.Form.AWS_CLI,
                            "AWS CLI",
                            "for eni in $(aws ec2 describe-instances --instance-ids {instances} --output text --query"
                                    + " 'Reservations[].Instances[].NetworkInterfaces[].NetworkInterfaceId'); do"
                                    + " aws ec2 modify-network-interface-attribute --network-interface-id \"$eni\""
                                    + " --connection-tracking-specification TcpEstablishedTimeout={seconds}; done"),
                    Role.FLOW_IDLE)
            .within(60, 432_000);

    public static final List<Setting> ALL = List.of(TCP_KEEPALIVE_TIME, CONNECTION_TRACKING);

    private LinuxSettings() {}
}
