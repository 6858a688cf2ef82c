package io.timeoutchain.product.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTrackingTest {

    @Test
    void what_the_interface_says_overrules_all_else() {
        assertThat(ConnectionTracking.idleTimeout(Optional.of(900L), Optional.of(350L), "m8i.large"))
                .isEqualTo(Reading.stated(
                        Bound.ofSeconds(900), new Source("TcpEstablishedTimeout of the network interface")));
    }

    @Test
    void what_the_instance_type_says_overrules_the_list_of_families() {
        assertThat(ConnectionTracking.idleTimeout(Optional.empty(), Optional.of(432_000L), "m8i.large"))
                .isEqualTo(Reading.defaulted(
                        Bound.ofSeconds(432_000),
                        new Source("DefaultTcpEstablishedTimeout of instance type m8i.large")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"m8i.large", "m8i-flex.xlarge", "c8gn.48xlarge", "g7.2xlarge", "p6-b200.48xlarge", "m9g.large"})
    void the_sixth_nitro_generation_forgets_after_350_seconds(String instanceType) {
        assertThat(ConnectionTracking.idleTimeout(Optional.empty(), Optional.empty(), instanceType))
                .isInstanceOf(Reading.Defaulted.class)
                .extracting(reading -> reading.known().orElseThrow())
                .isEqualTo(Bound.ofSeconds(350));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t3.micro",
                "m5.large",
                "m7i.large",
                "m7i-flex.large",
                "c7gn.large",
                "i7ie.large",
                "g6.xlarge",
                "p5en.48xlarge",
                "m8g.large",
                "c8g.large",
                "r8g.large",
                "x8g.large",
                "i8g.large",
                "trn2.48xlarge",
                "p6e-gb200.36xlarge",
                "hpc7g.4xlarge",
                "im4gn.large",
                "x2iedn.xlarge"
            })
    void older_generations_forget_after_five_days(String instanceType) {
        assertThat(ConnectionTracking.idleTimeout(Optional.empty(), Optional.empty(), instanceType))
                .isInstanceOf(Reading.Defaulted.class)
                .extracting(reading -> reading.known().orElseThrow())
                .isEqualTo(Bound.ofSeconds(432_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m8zz.large",
                "m10i.large",
                "g8.large",
                "p7.48xlarge",
                "u-6tb1.metal",
                "",
                "large",
                "m99999.large"
            })
    void an_unknown_family_is_a_gap_and_never_the_longer_time(String instanceType) {
        assertThat(ConnectionTracking.idleTimeout(Optional.empty(), Optional.empty(), instanceType)
                        .missing())
                .hasValueSatisfying(gap -> assertThat(gap.remedy().toString()).contains("ec2:DescribeInstanceTypes"));
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true", "432000, true", "432001, false"})
    void the_range_includes_its_ends(long seconds, boolean admitted) {
        assertThat(LinuxSettings.CONNECTION_TRACKING.range().orElseThrow().admits(Bound.ofSeconds(seconds)))
                .isEqualTo(admitted);
    }
}
