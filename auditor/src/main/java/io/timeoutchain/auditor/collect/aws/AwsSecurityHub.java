package io.timeoutchain.auditor.collect.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timeoutchain.auditor.collect.Refusal;
import java.util.List;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/** Security Hub of one region. */
final class AwsSecurityHub {

    /** The SDK's builders are beans whose properties have the names of the format; a field that they lack would be lost. */
    private static final JsonMapper FINDINGS = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final SecurityHubClient hub;

    AwsSecurityHub(SecurityHubClient hub) {
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

    private static AwsSecurityFinding finding(JsonNode json) {
        try {
            return FINDINGS.treeToValue(json, AwsSecurityFinding.serializableBuilderClass())
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings are written by our own code", e);
        }
    }
}
