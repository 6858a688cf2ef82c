package io.timeoutchain.auditor.collect.aws;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.collect.Page;
import io.timeoutchain.auditor.collect.Refusal;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.GetFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;

/** Security Hub of one region. */
final class AwsSecurityHub {

    /** The SDK's builders are beans whose properties have the names of the format; a field that they lack would be lost. */
    private static final JsonMapper FINDINGS = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What is absent is an empty list there.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
            .build();

    /** The most that GetFindings gives at once. */
    private static final int PAGE = 100;

    private final String region;
    private final SecurityHubClient hub;

    AwsSecurityHub(String region, SecurityHubClient hub) {
        this.region = region;
        this.hub = hub;
    }

    List<Refusal> send(List<JsonNode> findings) {
        return hub
                .batchImportFindings(request -> request.findings(
                        findings.stream().map(AwsSecurityHub::finding).toList()))
                .failedFindings()
                .stream()
                .map(failed -> new Refusal(
                        Sdk.text(failed.id()), "%s: %s".formatted(failed.errorCode(), failed.errorMessage())))
                .toList();
    }

    /** The product's ARN names the region: a hub that aggregates regions has their findings, too. */
    Page<JsonNode> active(String account, String generators, Optional<String> next) {
        String product = "arn:%s:securityhub:%s:%s:product/%s/default"
                .formatted(PartitionMetadata.of(Region.of(region)).id(), region, account, account);
        GetFindingsResponse found = hub.getFindings(
                request -> request.maxResults(PAGE).nextToken(next.orElse(null)).filters(filters -> filters.productArn(
                                is(StringFilterComparison.EQUALS, product))
                        .awsAccountId(is(StringFilterComparison.EQUALS, account))
                        .generatorId(is(StringFilterComparison.PREFIX, generators))
                        .recordState(is(StringFilterComparison.EQUALS, RecordState.ACTIVE.toString()))));
        return Sdk.page(found.findings(), found.nextToken(), finding -> FINDINGS.valueToTree(finding.toBuilder()));
    }

    private static StringFilter is(StringFilterComparison comparison, String value) {
        return StringFilter.builder().comparison(comparison).value(value).build();
    }

    private static AwsSecurityFinding finding(JsonNode json) {
        try {
            return FINDINGS.treeToValue(json, AwsSecurityFinding.serializableBuilderClass())
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings are written by our own code", e);
        }
    }
}
