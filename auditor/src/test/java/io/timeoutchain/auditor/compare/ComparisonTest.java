package io.timeoutchain.auditor.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.timeoutchain.auditor.assemble.Account;
import io.timeoutchain.auditor.assemble.HostText;
import io.timeoutchain.auditor.audit.Audit;
import io.timeoutchain.auditor.compare.Comparison.Difference;
import io.timeoutchain.auditor.config.Configuration;
import io.timeoutchain.auditor.report.Phrases;
import io.timeoutchain.rule.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Account clean() {
        return keeping("75s");
    }

    /** nginx that keeps idle connections for so long, behind an idle timeout of 60 s. */
    private static Account keeping(String keepAlive) {
        return Account.shop(60, 80, nginx(keepAlive));
    }

    private static String nginx(String keepAlive) {
        return HostText.sound().with("keepalive_timeout 75s", "keepalive_timeout " + keepAlive);
    }

    private static Account two(String first, String second) {
        return keeping(first)
                .with(Account.group("shop", "shop", Account.target("i-1", 80), Account.target("i-2", 80)))
                .with(Account.instance("i-2", "m7i.large"))
                .with(Account.host("i-2", nginx(second)));
    }

    private static Told told(Account account) {
        return ReportReader.told(Audit.report(account.snapshot(), Configuration.NONE));
    }

    private static Comparison compare(Account before, Account now) {
        return Comparison.of(told(before).findings(), told(now));
    }

    private static List<String> rules(List<Defect> defects) {
        return defects.stream().map(defect -> defect.first().rule()).toList();
    }

    @Test
    void what_was_not_known_is_new_and_what_was_read_and_is_gone_is_fixed() {
        Comparison broke = compare(clean(), keeping("30s"));
        assertThat(rules(broke.fresh())).containsExactly("callee-closes-first");
        assertThat(broke.isNews()).isTrue();

        Comparison mended = compare(keeping("30s"), clean());
        assertThat(rules(mended.fixed())).containsExactly("callee-closes-first");
        assertThat(mended.fresh()).isEmpty();
        assertThat(mended.untold()).isEmpty();
    }

    @Test
    void the_same_again_is_still_open_and_no_news() {
        Comparison comparison = compare(keeping("30s"), keeping("30s"));

        assertThat(rules(comparison.open())).containsExactly("callee-closes-first");
        assertThat(comparison.isNews()).isFalse();
    }

    @Test
    void another_value_is_a_change_and_only_a_worse_severity_is_news() {
        Comparison other = compare(keeping("30s"), keeping("20s"));
        assertThat(other.changed()).singleElement().satisfies(changed -> assertThat(changed.differences())
                .containsExactly(Difference.VALUES));
        assertThat(other.isNews()).isFalse();

        Comparison worse = compare(keeping("63s"), keeping("30s"));
        assertThat(worse.worse()).singleElement().satisfies(changed -> {
            assertThat(changed.before().severity()).isEqualTo(Severity.LOW);
            assertThat(changed.now().severity()).isEqualTo(Severity.HIGH);
            assertThat(changed.differences()).containsExactly(Difference.SEVERITY, Difference.VALUES);
        });
        assertThat(worse.isNews()).isTrue();

        assertThat(compare(keeping("30s"), keeping("63s")).isNews()).isFalse();
    }

    @Test
    void two_hosts_with_different_values_have_one_defect_which_stays_when_one_of_them_goes() {
        Comparison comparison = compare(two("30s", "20s"), keeping("30s"));

        assertThat(comparison.changed()).singleElement().satisfies(changed -> {
            assertThat(changed.before().first().rule()).isEqualTo("callee-closes-first");
            assertThat(changed.before().sightings()).hasSize(2);
            assertThat(changed.differences()).containsExactly(Difference.VALUES, Difference.HOSTS);
            assertThat(changed.isWorse()).isFalse();
        });
        assertThat(rules(comparison.fixed())).containsExactly("hosts-disagree");
        assertThat(comparison.fresh()).isEmpty();
    }

    @Test
    void a_setting_that_joins_makes_a_defect_worse_and_neither_fixed_nor_new() {
        Account more = two("30s", "20s")
                .with(Account.host("i-2", nginx("20s").replace("proxy_read_timeout 45s", "proxy_read_timeout 44s")));

        Comparison comparison = compare(two("30s", "20s"), more);

        assertThat(comparison.fixed()).isEmpty();
        assertThat(comparison.fresh()).isEmpty();
        assertThat(comparison.worse()).singleElement().satisfies(changed -> {
            assertThat(changed.now().first().rule()).isEqualTo("hosts-disagree");
            assertThat(changed.differences()).contains(Difference.SETTINGS);
        });
    }

    @Test
    void a_host_that_cannot_be_read_this_time_fixes_nothing() {
        Account silent = keeping("30s").with(Account.host("i-1", null)).gap("i-1", "ssm:DescribeInstanceInformation");

        Comparison comparison = compare(keeping("30s"), silent);

        assertThat(comparison.fixed()).isEmpty();
        assertThat(comparison.untold()).singleElement().satisfies(untold -> {
            assertThat(untold.defect().first().rule()).isEqualTo("callee-closes-first");
            assertThat(untold.why().toString()).isEqualTo("what ssm:DescribeInstanceInformation tells: AccessDenied");
        });
        assertThat(comparison.isNews()).isFalse();
    }

    /** Its rules do not apply to an unrecognised party: nothing is undecided, and yet nothing is known. */
    @Test
    void a_second_host_that_cannot_be_read_leaves_every_rule_of_hosts_untold() {
        Account broken = keeping("75s");
        Sighting workers = told(Account.shop(
                        60,
                        80,
                        HostText.sound().with("file\t7\t" + HostText.WRITTEN, "file\t7\t" + (HostText.STARTED + 5))))
                .findings()
                .stream()
                .filter(sighting -> sighting.rule().equals("edited-not-reloaded"))
                .findFirst()
                .orElseThrow();
        Account silent = broken.with(Account.host("i-1", null)).gap("i-1", "ssm:DescribeInstanceInformation");

        Comparison comparison = Comparison.of(List.of(workers), told(silent));

        assertThat(comparison.fixed()).isEmpty();
        assertThat(comparison.untold()).hasSize(1);
    }

    @Test
    void a_load_balancer_or_a_region_that_was_not_read_fixes_nothing() {
        Comparison gone = compare(keeping("30s"), new Account());
        assertThat(gone.untold())
                .extracting(untold -> untold.why().toString())
                .containsExactly(
                        "the load balancer shop was not listed: it is deleted, or out of scope, or listing failed");

        Told now = told(clean());
        Told elsewhere = new Told(
                now.schema(),
                now.tool(),
                new Told.Scope("123456789012", List.of("eu-west-1"), Optional.empty(), Optional.of(List.of())),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        assertThat(Comparison.of(told(keeping("30s")).findings(), elsewhere).untold())
                .extracting(untold -> untold.why().toString())
                .containsExactly("the region eu-central-1 was not read");
    }

    @Test
    void a_group_without_targets_fixes_nothing_but_one_that_is_no_longer_attached_does() {
        Account empty = keeping("30s").with(Account.group("shop", "shop"));
        assertThat(compare(keeping("30s"), empty).untold())
                .extracting(untold -> untold.why().toString())
                .containsExactly("not every target of shop was read");

        Account detached = keeping("30s").with(Account.group("shop", "another"));
        assertThat(rules(compare(keeping("30s"), detached).fixed())).containsExactly("callee-closes-first");

        Account unlisted = keeping("30s").with(Account.group("shop", "another"));
        unlisted.gap(Account.REGION, "elasticloadbalancing:DescribeTargetGroups");
        assertThat(compare(keeping("30s"), unlisted).untold())
                .extracting(untold -> untold.why().toString())
                .containsExactly("what stands behind shop was not read in full");
    }

    @Test
    void a_report_that_does_not_say_what_it_saw_fixes_nothing() {
        Told now = told(clean());
        Told older = new Told(
                now.schema(),
                now.tool(),
                new Told.Scope("123456789012", now.scope().regions(), Optional.empty(), Optional.empty()),
                now.findings(),
                now.undecided(),
                Optional.empty(),
                Optional.empty());

        assertThat(Comparison.of(told(keeping("30s")).findings(), older).untold())
                .extracting(untold -> untold.why().toString())
                .containsExactly("the report of version development does not say what it saw");
    }

    @Test
    void a_comparison_reads_well() {
        Comparison comparison = compare(two("63s", "63s"), two("30s", "75s"));

        assertThat(ComparisonText.all(comparison, Phrases.ENGLISH))
                .contains("NEW\n  MEDIUM  Hosts of one target group have different timers\n")
                .contains("""
                        WORSE
                          HIGH    Callee may close an idle connection before its caller stops using it
                                  alb → nginx · shop / shop · i-1 · eu-central-1 · callee-closes-first
                                  severity: low → high
                        """)
                .contains("          hosts: i-1, i-2 → i-1\n")
                .endsWith("1 new, 0 fixed, 1 changed (1 for the worse), 0 still open, 0 no longer told.\n");
        assertThat(ComparisonMarkdown.of(comparison, Phrases.ENGLISH))
                .contains("### New\n\n| severity | rule | where | what |\n")
                .contains("| high | callee-closes-first | alb → nginx · shop / shop · i-1 · eu-central-1 | worse: low");
    }

    @Test
    void hosts_stand_with_the_names_that_they_have_now_but_not_in_what_is_copied() {
        Account now = two("30s", "75s").with(Account.named("shop-1", Account.instance("i-1", "m7i.large")));
        Comparison comparison = compare(clean(), now);

        assertThat(ComparisonText.all(comparison, Phrases.ENGLISH))
                .contains("alb → nginx · shop / shop · i-1 (shop-1) · eu-central-1 · callee-closes-first\n");
        assertThat(ComparisonMarkdown.of(comparison, Phrases.ENGLISH))
                .contains("shop / shop · i-1 \\(shop-1\\) · eu-central-1");
    }
}
