package io.timeoutchain.cdk;

import io.timeoutchain.model.Durations;
import io.timeoutchain.model.Setting;
import io.timeoutchain.plan.Conflict;
import io.timeoutchain.plan.SettingNames;
import io.timeoutchain.plan.Shape;
import io.timeoutchain.plan.Solver;
import io.timeoutchain.plan.TimeoutPlan;
import io.timeoutchain.product.alb.AlbSettings;
import io.timeoutchain.product.nginx.NginxVersion;
import io.timeoutchain.product.targetgroup.TargetGroupSettings;
import io.timeoutchain.rule.JudgePolicy;
import io.timeoutchain.rules.TooManyWorkers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.autoscaling.AdditionalHealthCheckType;
import software.amazon.awscdk.services.autoscaling.AdditionalHealthChecksOptions;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.HealthChecks;
import software.amazon.awscdk.services.autoscaling.RollingUpdateOptions;
import software.amazon.awscdk.services.autoscaling.Signals;
import software.amazon.awscdk.services.autoscaling.SignalsOptions;
import software.amazon.awscdk.services.autoscaling.UpdatePolicy;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.ec2.AmazonLinux2023ImageSsmParameterProps;
import software.amazon.awscdk.services.ec2.AmazonLinuxCpuType;
import software.amazon.awscdk.services.ec2.BlockDevice;
import software.amazon.awscdk.services.ec2.BlockDeviceVolume;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.EbsDeviceOptions;
import software.amazon.awscdk.services.ec2.EbsDeviceVolumeType;
import software.amazon.awscdk.services.ec2.HttpTokens;
import software.amazon.awscdk.services.ec2.IMachineImage;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Instance;
import software.amazon.awscdk.services.ec2.InstanceArchitecture;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.IApplicationLoadBalancerTarget;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.amazon.awscdk.services.elasticloadbalancingv2.targets.InstanceTarget;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * A web service whose timers fit: an Application Load Balancer, a target group, and hosts with nginx in front of gunicorn,
 * all set from one plan, which follows from the longest request that the service allows:
 *
 * <pre>{@code
 * TimeoutAlignedService.Builder.create(stack, "Web").longestRequest(Duration.seconds(30)).build();
 * }</pre>
 *
 * <p>Idle timeout, client keep-alive and deregistration delay of the load balancer, and what nginx, gunicorn, systemd and
 * the kernel of the hosts say, are those that {@code timeout-chain derive} prints. A value that must stay as it is becomes a
 * pin ({@link Builder#pin}), around which the others are solved; pins that cannot go together are refused with the reason.
 * The construct declares its hosts to {@link TimeoutGuard} by itself.
 *
 * <p>The hosts stand in private subnets, take requests from the load balancer alone, and are reached through Session
 * Manager: no key, no port 22. They need a way to package repositories (or an image that has nginx and gunicorn), require
 * version 2 of the instance metadata service, and have an encrypted volume. Their role allows no more than that and a signal
 * to their stack. A host that cannot be set up says so to
 * CloudFormation, which then takes the deployment back; for that the image must have {@code /opt/aws/bin/cfn-signal}, as
 * Amazon Linux does.
 */
public final class TimeoutAlignedService extends Construct {

    private static final int WEB_PORT = 80;
    private static final int TLS_PORT = 443;

    /** How long a host may take to be set up: it fetches some packages. */
    private static final Duration START = Duration.minutes(10);

    private final TimeoutPlan plan;
    private final IVpc vpc;
    private final Role role;
    private final SecurityGroup hosts;
    private final ApplicationLoadBalancer balancer;
    private final ApplicationTargetGroup targetGroup;
    private final Optional<AutoScalingGroup> autoScalingGroup;
    private final List<Instance> instances;

    private TimeoutAlignedService(Builder builder) {
        super(builder.scope, builder.id);
        plan = builder.plan();
        HostSetup setup = builder.setup(plan);
        vpc = builder.vpc == null
                ? Vpc.Builder.create(this, "Vpc").maxAzs(2).natGateways(1).build()
                : builder.vpc;
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .description(
                        "What the hosts of a service may do: be reached through Session Manager, and tell their stack how they are.")
                .managedPolicies(List.of(ManagedPolicy.fromAwsManagedPolicyName("AmazonSSMManagedInstanceCore")))
                .build();
        hosts = SecurityGroup.Builder.create(this, "HostSecurityGroup")
                .vpc(vpc)
                .description("Hosts of a service: requests from its load balancer only")
                .build();
        Hosts made = new Hosts(builder, setup);
        autoScalingGroup = builder.instances == 0 ? Optional.of(made.autoScalingGroup()) : Optional.empty();
        instances = made.instances();
        targetGroup = targetGroup(builder);
        balancer = balancer(builder);
        listen(builder);
        setup.declare(BackendTimers.of(targetGroup));
        output("Url", (builder.certificate == null ? "http://" : "https://") + balancer.getLoadBalancerDnsName());
        output("LoadBalancerArn", balancer.getLoadBalancerArn());
        output("TargetGroupArn", targetGroup.getTargetGroupArn());
    }

    /** Every timer of the service and why it has its value. */
    public TimeoutPlan plan() {
        return plan;
    }

    /** The network that the service stands in, made or given. */
    public IVpc vpc() {
        return vpc;
    }

    /** The load balancer. */
    public ApplicationLoadBalancer loadBalancer() {
        return balancer;
    }

    /** The target group that the hosts are in. */
    public ApplicationTargetGroup targetGroup() {
        return targetGroup;
    }

    /** The hosts' group, to scale it; empty where there are {@link #instances}. */
    public Optional<AutoScalingGroup> autoScalingGroup() {
        return autoScalingGroup;
    }

    /** The hosts themselves; none where there is an {@link #autoScalingGroup}. */
    public List<Instance> instances() {
        return instances;
    }

    /** The role of the hosts, to let the application do what it needs. */
    public Role role() {
        return role;
    }

    /** The hosts' network connections, for what they call: a database's {@code allowDefaultPortFrom}. */
    public Connections connections() {
        return hosts.getConnections();
    }

    private void output(String id, String value) {
        CfnOutput.Builder.create(this, id).value(value).build();
    }

    private ApplicationTargetGroup targetGroup(Builder builder) {
        HealthCheckTimes times = HealthCheckTimes.outlasting(plan.longestRequest());
        ApplicationTargetGroup.Builder group = ApplicationTargetGroup.Builder.create(this, "TargetGroup")
                .vpc(vpc)
                .port(WEB_PORT)
                .protocol(ApplicationProtocol.HTTP)
                .targetType(TargetType.INSTANCE)
                .targets(targets())
                .deregistrationDelay(planned(TargetGroupSettings.DEREGISTRATION_DELAY))
                .healthCheck(HealthCheck.builder()
                        .path(builder.healthCheckPath)
                        .timeout(cdk(HealthCheckTimes.TIMEOUT))
                        .interval(cdk(times.interval()))
                        .unhealthyThresholdCount(times.failures())
                        .healthyThresholdCount(2)
                        .build());
        builder.login().ifPresent(login -> group.stickinessCookieDuration(cdk(login)));
        return group.build();
    }

    private List<IApplicationLoadBalancerTarget> targets() {
        List<IApplicationLoadBalancerTarget> targets = new ArrayList<>();
        autoScalingGroup.ifPresent(targets::add);
        instances.forEach(instance -> targets.add(new InstanceTarget(instance)));
        return targets;
    }

    private ApplicationLoadBalancer balancer(Builder builder) {
        SecurityGroup group = SecurityGroup.Builder.create(this, "LoadBalancerSecurityGroup")
                .vpc(vpc)
                .description("Load balancer of a service: calls its hosts only")
                .allowAllOutbound(false)
                .build();
        return ApplicationLoadBalancer.Builder.create(this, "LoadBalancer")
                .vpc(vpc)
                .internetFacing(builder.internetFacing)
                .securityGroup(group)
                .idleTimeout(planned(AlbSettings.IDLE_TIMEOUT))
                .clientKeepAlive(planned(AlbSettings.CLIENT_KEEP_ALIVE))
                .dropInvalidHeaderFields(true)
                .deletionProtection(builder.deletionProtection)
                .build();
    }

    private void listen(Builder builder) {
        ApplicationListener.Builder listener = ApplicationListener.Builder.create(this, "Listener")
                .loadBalancer(balancer)
                .open(false)
                .defaultTargetGroups(List.of(targetGroup));
        List<Integer> ports = new ArrayList<>(List.of(WEB_PORT));
        if (builder.certificate == null) {
            listener.port(WEB_PORT).protocol(ApplicationProtocol.HTTP).build();
        } else {
            ports.add(TLS_PORT);
            listener.port(TLS_PORT)
                    .protocol(ApplicationProtocol.HTTPS)
                    .certificates(List.of(ListenerCertificate.fromCertificateManager(builder.certificate)))
                    .sslPolicy(SslPolicy.RECOMMENDED_TLS)
                    .build();
            ApplicationListener.Builder.create(this, "Redirect")
                    .loadBalancer(balancer)
                    .open(false)
                    .port(WEB_PORT)
                    .protocol(ApplicationProtocol.HTTP)
                    .defaultAction(ListenerAction.redirect(RedirectOptions.builder()
                            .protocol("HTTPS")
                            .port(Integer.toString(TLS_PORT))
                            .permanent(true)
                            .build()))
                    .build();
        }
        builder.clients.forEach(client ->
                ports.forEach(port -> balancer.getConnections().allowFrom(client, Port.tcp(port), "Clients")));
    }

    private Duration planned(Setting setting) {
        return cdk(plan.value(setting).orElseThrow());
    }

    private static Duration cdk(java.time.Duration duration) {
        return Duration.seconds(duration.toSeconds());
    }

    /** The two forms in which hosts come. */
    private final class Hosts {

        private final Builder builder;
        private final HostSetup setup;
        private final SubnetSelection subnets;
        private final IMachineImage image;
        private final List<BlockDevice> volumes;

        Hosts(Builder builder, HostSetup setup) {
            this.builder = builder;
            this.setup = setup;
            this.subnets = builder.subnets == null
                    ? SubnetSelection.builder()
                            .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                            .build()
                    : builder.subnets;
            this.image = builder.machineImage == null ? amazonLinux() : builder.machineImage;
            this.volumes = List.of(BlockDevice.builder()
                    .deviceName(builder.rootDevice)
                    .volume(BlockDeviceVolume.ebs(
                            builder.volumeGibibytes,
                            EbsDeviceOptions.builder()
                                    .encrypted(true)
                                    .volumeType(EbsDeviceVolumeType.GP3)
                                    .deleteOnTermination(true)
                                    .build()))
                    .build());
        }

        private IMachineImage amazonLinux() {
            return MachineImage.latestAmazonLinux2023(AmazonLinux2023ImageSsmParameterProps.builder()
                    .cpuType(
                            builder.instanceType.getArchitecture() == InstanceArchitecture.ARM_64
                                    ? AmazonLinuxCpuType.ARM_64
                                    : AmazonLinuxCpuType.X86_64)
                    .build());
        }

        private UserData userData() {
            UserData userData = UserData.forLinux();
            userData.addCommands(setup.script());
            return userData;
        }

        AutoScalingGroup autoScalingGroup() {
            UserData userData = userData();
            LaunchTemplate template = LaunchTemplate.Builder.create(TimeoutAlignedService.this, "LaunchTemplate")
                    .machineImage(image)
                    .instanceType(builder.instanceType)
                    .userData(userData)
                    .role(role)
                    .securityGroup(hosts)
                    .requireImdsv2(true)
                    .blockDevices(volumes)
                    .build();
            AutoScalingGroup group = AutoScalingGroup.Builder.create(TimeoutAlignedService.this, "AutoScalingGroup")
                    .vpc(vpc)
                    .vpcSubnets(subnets)
                    .launchTemplate(template)
                    .minCapacity(builder.least)
                    .maxCapacity(builder.most)
                    .healthChecks(HealthChecks.withAdditionalChecks(AdditionalHealthChecksOptions.builder()
                            .additionalTypes(List.of(AdditionalHealthCheckType.ELB))
                            .gracePeriod(START)
                            .build()))
                    .signals(Signals.waitForAll(
                            SignalsOptions.builder().timeout(START).build()))
                    .updatePolicy(UpdatePolicy.rollingUpdate(RollingUpdateOptions.builder()
                            .maxBatchSize(1)
                            .minInstancesInService(Math.min(builder.least, builder.most - 1))
                            .pauseTime(START)
                            .build()))
                    .build();
            userData.addSignalOnExitCommand(group);
            group.getNode().addDependency(wayOut());
            return group;
        }

        List<Instance> instances() {
            if (builder.instances == 0) {
                return List.of();
            }
            List<String> zones = vpc.selectSubnets(subnets).getAvailabilityZones();
            return IntStream.range(0, builder.instances)
                    .mapToObj(at -> instance(at + 1, zones.get(at % zones.size())))
                    .toList();
        }

        private Instance instance(int number, String zone) {
            UserData userData = userData();
            Instance instance = Instance.Builder.create(TimeoutAlignedService.this, "Instance" + number)
                    .vpc(vpc)
                    .vpcSubnets(subnets)
                    .availabilityZone(zone)
                    .machineImage(image)
                    .instanceType(builder.instanceType)
                    .userData(userData)
                    .userDataCausesReplacement(true)
                    .resourceSignalTimeout(START)
                    .role(role)
                    .securityGroup(hosts)
                    .httpTokens(HttpTokens.REQUIRED)
                    .blockDevices(volumes)
                    .build();
            userData.addSignalOnExitCommand(instance);
            instance.getNode().addDependency(wayOut());
            return instance;
        }

        /** Without a route to the internet a host cannot be set up, and would fail before the route is there. */
        private IDependable wayOut() {
            return vpc.selectSubnets(subnets).getInternetConnectivityEstablished();
        }
    }

    /** Describes a {@link TimeoutAlignedService}; {@link #longestRequest} must be said, all else has a default. */
    public static final class Builder implements software.amazon.jsii.Builder<TimeoutAlignedService> {

        private final Construct scope;
        private final String id;
        private final Map<Setting, java.time.Duration> pins = new LinkedHashMap<>();
        private final List<String> applicationSetup = new ArrayList<>();
        private java.time.@Nullable Duration longestRequest;
        private java.time.@Nullable Duration login;
        private java.time.Duration margin = JudgePolicy.DEFAULT.margin();
        private Shape.Worker worker = Shape.Worker.SYNC;
        private String nginxVersion = Shape.USUAL_NGINX.toString();
        private String gunicornVersion = "23.0.0";
        private int workers;
        private @Nullable String wsgiApplication;
        private String healthCheckPath = "/";

        private @Nullable IVpc vpc;
        private @Nullable SubnetSelection subnets;
        private boolean internetFacing = true;
        private List<IPeer> clients = List.of(Peer.anyIpv4());
        private @Nullable ICertificate certificate;
        private boolean deletionProtection;

        private InstanceType instanceType = new InstanceType("t3.small");
        private @Nullable IMachineImage machineImage;
        private String rootDevice = "/dev/xvda";
        private int volumeGibibytes = 20;
        private int least = 2;
        private int most = 4;
        private int instances;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** Begins the description of a service with this {@code id} in {@code scope}. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * How long a request may take; everything else follows from it. Required.
         *
         * @param duration 1 s to 3595 s, rounded up to whole seconds. A target group waits no longer than 3600 s for the
         *     requests of a host that leaves it (<a
         *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html">deregistration
         *     delay</a>), which must outlast the request by a margin; beyond that {@link #build} refuses
         * @throws IllegalArgumentException if it is not known when the app is synthesised
         */
        public Builder longestRequest(Duration duration) {
            longestRequest = literal("longestRequest", duration);
            return this;
        }

        /**
         * A value that stays as it is; the others are solved around it. Whether that is possible is told by {@link #build}.
         *
         * @param setting as {@code timeout-chain derive} calls it: {@code alb.idle}, {@code alb.client-keep-alive}, {@code
         *     target-group.drain}, {@code nginx.keepalive}, {@code nginx.read}, {@code gunicorn.graceful}, {@code
         *     systemd.stop}, {@code linux.tcp-keepalive} and others ({@link SettingNames})
         * @param value in whole seconds
         * @throws IllegalArgumentException if there is no such setting, it is pinned already, or the value is not known when
         *     the app is synthesised
         */
        public Builder pin(String setting, Duration value) {
            Setting known = SettingNames.find(setting)
                    .orElseThrow(() -> new IllegalArgumentException("there is no setting " + setting));
            if (pins.putIfAbsent(known, literal(setting, value)) != null) {
                throw new IllegalArgumentException(setting + " is pinned twice");
            }
            return this;
        }

        /** By how much one timer outlasts another; 5 s unless said otherwise, as {@link JudgePolicy#DEFAULT} has it. */
        public Builder margin(Duration duration) {
            margin = literal("margin", duration);
            return this;
        }

        /**
         * How long a login lasts on the host that it began on: the load balancer sends a client to the same host for that
         * time, by a cookie. Without it, it does not.
         *
         * @param duration 1 s to 604800 s (7 days), in whole seconds; advice says 20 to 60 minutes, and the guard repeats it
         * @throws IllegalArgumentException if it is outside that range
         */
        public Builder loginSession(Duration duration) {
            java.time.Duration value = literal("loginSession", duration);
            Setting.Range range = TargetGroupSettings.LB_COOKIE.range().orElseThrow();
            if (value.compareTo(range.least()) < 0
                    || value.compareTo(range.most()) > 0
                    || !value.equals(java.time.Duration.ofSeconds(value.toSeconds()))) {
                throw new IllegalArgumentException(
                        "loginSession is %s, but a cookie of the load balancer lasts %s, whole"
                                .formatted(Durations.text(value), range.text()));
            }
            login = value;
            return this;
        }

        /**
         * gunicorn's worker class; sync unless said otherwise. Only with sync does gunicorn itself end a request that takes
         * too long: with any other the application must. What a class needs beside gunicorn, {@link #applicationSetup}
         * installs.
         */
        public Builder worker(Shape.Worker kind) {
            worker = kind;
            return this;
        }

        /**
         * How many workers gunicorn starts; twice the vCPUs of the instance type and one more unless said otherwise.
         *
         * @throws IllegalArgumentException if there is none
         */
        public Builder workers(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("there must be a worker, not " + number);
            }
            workers = number;
            return this;
        }

        /**
         * The oldest nginx that will do; 1.28.0 unless said otherwise, which is what Amazon Linux 2023 has. A host whose nginx
         * is older refuses to start. Before 1.27.4 nginx drops idle connections when it is reloaded, whatever the timers say
         * (<a href="https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_min_timeout">keepalive_min_timeout</a>).
         *
         * @throws IllegalArgumentException if it is no version, such as {@code 1.28.0}
         */
        public Builder nginxVersion(String version) {
            nginxVersion = NginxVersion.parse("nginx/" + version)
                    .filter(known -> known.toString().equals(version))
                    .orElseThrow(
                            () -> new IllegalArgumentException("not a version of nginx, such as 1.28.0: " + version))
                    .toString();
            return this;
        }

        /**
         * The gunicorn that is installed from the Python package index; 23.0.0 unless said otherwise, the last that runs on
         * the Python 3.9 of Amazon Linux 2023.
         *
         * @throws IllegalArgumentException if it is no version, such as {@code 23.0.0}
         */
        public Builder gunicornVersion(String version) {
            if (!version.matches("\\d+(\\.\\d+)+")) {
                throw new IllegalArgumentException("not a version of gunicorn, such as 23.0.0: " + version);
            }
            gunicornVersion = version;
            return this;
        }

        /**
         * The application: a WSGI callable that gunicorn imports from {@code /srv/app}. Without one, a callable that answers
         * every request with 200 stands in.
         *
         * @param callable module and name: {@code shop.wsgi:application}
         * @throws IllegalArgumentException if it is none
         */
        public Builder wsgiApplication(String callable) {
            if (!callable.matches("[A-Za-z_][\\w.]*:[A-Za-z_][\\w.]*")) {
                throw new IllegalArgumentException("not a WSGI callable, such as shop.wsgi:application: " + callable);
            }
            wsgiApplication = callable;
            return this;
        }

        /**
         * How the application comes onto a host: commands for bash, run as root in {@code /srv/app} before gunicorn starts; one
         * that fails ends the set-up. gunicorn runs as user {@code app}, from the virtual environment {@code /opt/app}.
         */
        public Builder applicationSetup(String... commands) {
            applicationSetup.addAll(List.of(commands));
            return this;
        }

        /**
         * What the load balancer asks a host for, to see whether it lives; {@code /} unless said otherwise. How often, and how
         * many failures make it dead, follows from the longest request.
         *
         * @throws IllegalArgumentException if it does not begin with a slash
         */
        public Builder healthCheckPath(String path) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("a path begins with a slash: " + path);
            }
            healthCheckPath = path;
            return this;
        }

        /** The network; without one a VPC with two zones and a NAT gateway is made. */
        public Builder vpc(IVpc given) {
            vpc = given;
            return this;
        }

        /** The hosts' subnets; the private ones with a way out unless said otherwise. */
        public Builder subnets(SubnetSelection selection) {
            subnets = selection;
            return this;
        }

        /** HTTPS on port 443 with this certificate, and port 80 redirects there; plain HTTP on port 80 without one. */
        public Builder certificate(ICertificate given) {
            certificate = given;
            return this;
        }

        /** No address on the internet: a load balancer inside the VPC, for these clients. Without this it is for everybody. */
        public Builder internal(IPeer... allowed) {
            internetFacing = false;
            clients = List.of(allowed);
            return this;
        }

        /** Whether the load balancer is kept from being deleted, with its stack too; not so unless said. */
        public Builder deletionProtection(boolean on) {
            deletionProtection = on;
            return this;
        }

        /** The hosts' type; {@code t3.small} unless said otherwise. {@link #workers} must be said where its name tells no vCPUs. */
        public Builder instanceType(InstanceType type) {
            instanceType = type;
            return this;
        }

        /**
         * The hosts' image: Amazon Linux 2023 or Debian, or one derived from them; the newest Amazon Linux 2023 unless said
         * otherwise. It must have the Systems Manager agent, and {@code /opt/aws/bin/cfn-signal} (package {@code
         * aws-cfn-bootstrap}).
         *
         * @param root the name of the image's root device, which is encrypted by it: {@code /dev/xvda}
         */
        public Builder machineImage(IMachineImage image, String root) {
            machineImage = image;
            rootDevice = root;
            return this;
        }

        /**
         * The size of a host's encrypted root volume, no less than the image's own; 20 GiB unless said otherwise.
         *
         * @throws IllegalArgumentException if it is no size
         */
        public Builder volumeGibibytes(int size) {
            if (size < 1) {
                throw new IllegalArgumentException("a volume has a size, not " + size + " GiB");
            }
            volumeGibibytes = size;
            return this;
        }

        /**
         * How many hosts the Auto Scaling group has; 2 to 4 unless said otherwise. An update replaces one after the other.
         *
         * @throws IllegalArgumentException if there is none at least, or fewer at most than at least
         */
        public Builder capacity(int atLeast, int atMost) {
            if (atLeast < 1 || atMost < atLeast) {
                throw new IllegalArgumentException(
                        "capacity is one host or more, not %d to %d".formatted(atLeast, atMost));
            }
            least = atLeast;
            most = atMost;
            return this;
        }

        /**
         * A fixed number of instances instead of an Auto Scaling group, spread over the zones. A change of what is set up on
         * them replaces them.
         *
         * @throws IllegalArgumentException if there is none
         */
        public Builder instances(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("there must be an instance, not " + number);
            }
            instances = number;
            return this;
        }

        /**
         * Makes the service.
         *
         * @throws IllegalArgumentException if the longest request is not said, if it and the pins cannot go together (the
         *     message names each pin and each rule between them, and the nearest values that would do), if a pin is of a
         *     setting that this stack does not have, or if the instance type tells no vCPUs and {@link #workers} is not said
         */
        @Override
        public TimeoutAlignedService build() {
            return new TimeoutAlignedService(this);
        }

        private TimeoutPlan plan() {
            if (longestRequest == null) {
                throw refused("longestRequest is required");
            }
            Shape shape = new Shape(NginxVersion.parse("nginx/" + nginxVersion), worker, true, false);
            List<Setting> settings = Solver.settings(shape);
            pins.keySet().stream()
                    .filter(setting -> !settings.contains(setting))
                    .findFirst()
                    .ifPresent(setting -> {
                        throw refused("%s cannot be pinned; there are: %s"
                                .formatted(
                                        SettingNames.of(setting),
                                        settings.stream().map(SettingNames::of).collect(Collectors.joining(", "))));
                    });
            return switch (new Solver(new JudgePolicy(margin, Map.of(), Map.of()))
                    .derive(shape, longestRequest, pins)) {
                case TimeoutPlan derived -> derived;
                case Conflict conflict -> throw refused(conflict.sentence().toString());
            };
        }

        private HostSetup setup(TimeoutPlan plan) {
            return new HostSetup(
                    plan,
                    nginxVersion,
                    gunicornVersion,
                    workers == 0 ? advisedWorkers() : workers,
                    new HostSetup.Application(Optional.ofNullable(wsgiApplication), applicationSetup, login()));
        }

        private long advisedWorkers() {
            String type = instanceType.toString();
            return TooManyWorkers.most(Vcpus.of(type)
                    .orElseThrow(() -> refused(
                            "how many vCPUs a %s has is not known here: say how many workers gunicorn starts, 2 x vCPUs + 1"
                                    .formatted(type))));
        }

        private Optional<java.time.Duration> login() {
            return Optional.ofNullable(login);
        }

        private IllegalArgumentException refused(String why) {
            String path = scope.getNode().getPath();
            return new IllegalArgumentException((path.isEmpty() ? id : path + "/" + id) + ": " + why);
        }

        private static java.time.Duration literal(String name, Duration duration) {
            if (duration.isUnresolved()) {
                throw new IllegalArgumentException(
                        name + " must be a literal time: the plan is made when the app is synthesised");
            }
            return java.time.Duration.ofMillis(duration.toMilliseconds().longValue());
        }
    }
}
