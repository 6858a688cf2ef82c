package io.timeoutchain.auditor.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.timeoutchain.auditor.collect.CollectFailure;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionNamesTest {

    private static final List<String> KNOWN = List.of("eu-central-1", "eu-west-1", "us-gov-west-1");

    private static RegionNames names(boolean ownEndpoint) {
        return new RegionNames(ownEndpoint, KNOWN, host -> host.equals("ec2.eu-north-7.amazonaws.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-central-1", "us-gov-west-1", "eu-north-7"})
    void a_region_that_is_known_or_has_a_host_is_accepted(String region) {
        assertThatCode(() -> names(false).check(region)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "eu-centrall-1, did you mean eu-central-1?",
        "eu-cental-1, did you mean eu-central-1?",
        "eu_west_1, did you mean eu-west-1?",
        "EU-WEST-1, Check --region",
        "mars-north-1, Check --region",
        "'eu-west-1/../x', Check --region",
        "'', Check --region"
    })
    void another_name_is_refused_with_the_one_that_was_meant(String region, String advice) {
        assertThatExceptionOfType(CollectFailure.class)
                .isThrownBy(() -> names(false).check(region))
                .withMessageStartingWith("There is no AWS region \"" + region + "\"")
                .withMessageContaining(advice)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(CollectFailure.Kind.WRONG_OPTION));
    }

    @ParameterizedTest
    @CsvSource({"local-lab-1, true", "eu-centrall-1, false", "local, false"})
    void an_endpoint_of_ones_own_may_have_other_regions_but_no_misspelt_ones(String region, boolean accepted) {
        if (accepted) {
            assertThatCode(() -> names(true).check(region)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(CollectFailure.class)
                    .isThrownBy(() -> names(true).check(region));
        }
    }
}
