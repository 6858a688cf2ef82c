package io.timeoutchain.auditor.collect.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.timeoutchain.auditor.collect.AwsAction;
import io.timeoutchain.auditor.collect.Call;
import io.timeoutchain.auditor.collect.Cloud;
import io.timeoutchain.auditor.collect.CollectFailure;
import io.timeoutchain.auditor.collect.CollectOptions;
import io.timeoutchain.auditor.collect.Listing;
import io.timeoutchain.auditor.collect.Refusal;
import io.timeoutchain.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The AWS account that the environment, the AWS configuration files and the options lead to. */
public final class AwsCloud implements Cloud {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final CollectOptions options;
    private final List<String> regions;
    private final SdkHttpClient http;
    private final List<ExecutionInterceptor> interceptors;
    private final AwsCredentialsProvider credentials;
    private final Deque<SdkAutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final Map<String, AwsSecurityHub> hubs = new ConcurrentHashMap<>();

    private AwsCloud(
            CollectOptions options,
            List<String> regions,
            SdkHttpClient http,
            List<ExecutionInterceptor> interceptors,
            AwsCredentialsProvider base) {
        this.options = options;
        this.regions = regions;
        this.http = http;
        this.interceptors = List.copyOf(interceptors);
        this.credentials = options.roleArn().map(role -> assuming(role, base)).orElse(base);
    }

    /**
     * Opens the account; nothing is sent yet.
     *
     * @throws CollectFailure if the profile or a region does not exist, or no region is named anywhere
     */
    public static AwsCloud open(CollectOptions options) throws CollectFailure {
        Optional<String> profile =
                options.profile().or(() -> ProfileFileSystemSetting.AWS_PROFILE.getNonDefaultStringValue());
        if (profile.isPresent()) {
            checkProfile(profile.get());
        }
        return open(
                options,
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER)
                        .build(),
                List.of(),
                credentials(options.profile()));
    }

    static AwsCloud open(
            CollectOptions options,
            SdkHttpClient http,
            List<ExecutionInterceptor> interceptors,
            AwsCredentialsProvider credentials)
            throws CollectFailure {
        List<String> regions = options.regions().isEmpty()
                ? List.of(configuredRegion(options))
                : options.regions().stream().distinct().sorted().toList();
        RegionNames names = new RegionNames(options.endpoint().isPresent());
        for (String region : regions) {
            names.check(region);
        }
        return new AwsCloud(options, regions, http, interceptors, credentials);
    }

    @Override
    public Call<String> account() {
        return Sdk.call(
                AwsAction.GET_CALLER_IDENTITY,
                () -> Sdk.text(sts().getCallerIdentity().account()));
    }

    @Override
    public List<String> regions() {
        return regions;
    }

    @Override
    public Call<List<String>> enabledRegions() {
        return Sdk.call(
                AwsAction.DESCRIBE_REGIONS,
                () -> ec2(regions.getFirst()).describeRegions(request -> request.allRegions(false)).regions().stream()
                        .map(region -> Sdk.text(region.regionName()))
                        .toList());
    }

    @Override
    public Region in(String region) {
        return new Region(
                new AwsLoadBalancers(opened(ElasticLoadBalancingV2Client.builder(), region)),
                new AwsInstances(ec2(region)),
                new AwsHostCommands(opened(SsmClient.builder(), region)));
    }

    /**
     * Imports findings into Security Hub.
     *
     * @param findings 100 at most, in the AWS Security Finding Format
     */
    public Call<List<Refusal>> importFindings(String region, List<JsonNode> findings) {
        return Sdk.call(AwsAction.BATCH_IMPORT_FINDINGS, () -> hub(region).send(findings));
    }

    /**
     * What Security Hub has of findings that are active, belong to {@code account} and were imported there for its own product.
     *
     * @param generators how the ids of their generators begin
     */
    public Listing<JsonNode> activeFindings(String region, String account, String generators) {
        return next -> Sdk.call(AwsAction.GET_FINDINGS, () -> hub(region).active(account, generators, next));
    }

    private AwsSecurityHub hub(String region) {
        return hubs.computeIfAbsent(
                region, name -> new AwsSecurityHub(name, opened(SecurityHubClient.builder(), name)));
    }

    @Override
    public void close() {
        open.forEach(SdkAutoCloseable::close);
        http.close();
    }

    private Ec2Client ec2(String region) {
        return opened(Ec2Client.builder(), region);
    }

    private StsClient sts() {
        return opened(StsClient.builder(), regions.getFirst());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C opened(
            B builder, String region) {
        return opened(builder, region, credentials);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C opened(
            B builder, String region, AwsCredentialsProvider identity) {
        ClientOverrideConfiguration.Builder configuration = ClientOverrideConfiguration.builder()
                // Repeating is ours: only then are the calls counted and paced.
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(CONNECT.plus(ANSWER))
                .executionInterceptors(interceptors);
        options.profile().ifPresent(configuration::defaultProfileName);
        builder.region(software.amazon.awssdk.regions.Region.of(region))
                .credentialsProvider(identity)
                .overrideConfiguration(configuration.build());
        options.endpoint().ifPresent(builder::endpointOverride);
        C client = builder.httpClient(http).build();
        open.addFirst(client);
        return client;
    }

    private AwsCredentialsProvider assuming(String roleArn, AwsCredentialsProvider base) {
        StsAssumeRoleCredentialsProvider provider = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(opened(StsClient.builder(), regions.getFirst(), base))
                .refreshRequest(request -> request.roleArn(roleArn).roleSessionName("timeout-chain"))
                .build();
        open.addFirst(provider);
        return provider;
    }

    /** As with the AWS CLI, a profile that is asked for wins over keys in the environment, and AWS_PROFILE does not. */
    private static AwsCredentialsProvider credentials(Optional<String> profile) {
        return profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static void checkProfile(String name) throws CollectFailure {
        ProfileFile file = ProfileFile.defaultProfileFile();
        if (file.profile(name).isEmpty()) {
            List<String> known = new ArrayList<>(file.profiles().keySet());
            known.sort(null);
            throw new CollectFailure(
                    CollectFailure.Kind.WRONG_OPTION,
                    Text.of(
                            known.isEmpty()
                                    ? "There is no profile \"%s\" in the AWS configuration files; they have none. Check --profile and AWS_PROFILE."
                                    : "There is no profile \"%s\" in the AWS configuration files; they have %s. Check --profile and AWS_PROFILE.",
                            name,
                            String.join(", ", known)));
        }
    }

    private static String configuredRegion(CollectOptions options) throws CollectFailure {
        String older = System.getenv("AWS_DEFAULT_REGION");
        if (older != null && !older.isBlank() && System.getenv("AWS_REGION") == null) {
            // The AWS CLI's own variable, which the SDK does not know.
            return older;
        }
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        options.profile().ifPresent(chain::profileName);
        try {
            return chain.build().getRegion().id();
        } catch (SdkClientException e) {
            throw new CollectFailure(
                    CollectFailure.Kind.WRONG_OPTION,
                    Text.of(
                            "No region is configured. Give --region, for example --region eu-central-1, or set AWS_REGION."));
        }
    }
}
