package io.timeoutchain.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.timeoutchain.auditor.report.Report;
import io.timeoutchain.auditor.report.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;

/** The HTML report as a reader meets it: it works, it is accessible, it asks nobody for anything. */
@Tag("lab")
@ExtendWith(Chromium.class)
class HtmlReportInBrowserTest {

    private static final Path PICTURES = Path.of("..", "docs");

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;

    @BeforeAll
    static void open() {
        browser = Chromium.start(1200, 1000);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static void show(String name, Report report, String language) throws IOException {
        Path file = folder.resolve(name + ".html");
        Files.writeString(file, new HtmlReport(Locale.forLanguageTag(language)).render(report));
        browser.manage().logs().get(LogType.BROWSER);
        browser.manage().logs().get(LogType.PERFORMANCE);
        browser.get(file.toUri().toString());
    }

    private static void showDemo() throws IOException {
        scheme("light");
        show("demo", Fleet.demo(), "en");
    }

    private static void scheme(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", "", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static List<WebElement> visible(String selector) {
        return browser.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    private static List<String> balancers() {
        return visible(".balancer h3").stream().map(WebElement::getText).toList();
    }

    private static Select filter(String name) {
        return new Select(browser.findElement(By.id("by-" + name)));
    }

    @Test
    void it_renders_without_an_error_and_asks_nobody_for_anything() throws IOException {
        showDemo();

        assertThat(visible("figure")).isNotEmpty();
        assertThat(browser.findElements(By.cssSelector("article")))
                .hasSize(Fleet.demo().judgement().findings().size());
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        assertThat(browser.manage().logs().get(LogType.PERFORMANCE).getAll())
                .extracting(Object::toString)
                .filteredOn(event -> event.contains("\"Network.requestWillBeSent\""))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event).contains("\"url\":\"file://"));
        assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
    }

    @Test
    void what_a_policy_forbids_does_not_run() throws IOException {
        showDemo();
        browser.executeScript(
                "const script = document.createElement('script'); script.textContent = 'window.ran = true';"
                        + "document.body.append(script)");

        assertThat(browser.executeScript("return window.ran === undefined")).isEqualTo(true);
    }

    @Test
    void it_filters_by_load_balancer_rule_severity_and_verdict() throws IOException {
        showDemo();
        assertThat(balancers()).contains("checkout", "reports", "shop");

        browser.findElement(By.id("by-balancer")).sendKeys("report");
        assertThat(balancers()).containsExactly("reports");
        browser.findElement(By.cssSelector("#filter button")).click();
        assertThat(balancers()).hasSize(6);

        filter("rule").selectByValue("too-many-workers");
        filter("verdict").selectByValue("broken");
        assertThat(balancers()).containsExactly("checkout");
        assertThat(visible("article")).hasSize(1);
        assertThat(browser.findElement(By.id("shown")).getText()).isEqualTo("1 of 6 target groups");

        filter("verdict").selectByValue("pass");
        assertThat(balancers()).isNotEmpty().doesNotContain("checkout");

        browser.findElement(By.cssSelector("#filter button")).click();
        filter("severity").selectByValue("high");
        assertThat(visible("article")).hasSize(6);
        filter("severity").selectByValue("");
        filter("verdict").selectByValue("undecided");
        assertThat(visible("article")).isEmpty();
        assertThat(balancers()).containsExactlyInAnyOrder("api", "legacy");
    }

    @Test
    void the_keyboard_alone_filters_and_reads_a_bar() throws IOException {
        showDemo();
        WebElement rule = browser.findElement(By.id("by-rule"));
        browser.executeScript("document.getElementById('by-balancer').focus()");
        new Actions(browser).sendKeys(Keys.TAB).perform();
        assertThat(browser.switchTo().activeElement()).isEqualTo(rule);
        new Actions(browser).sendKeys("silent").perform();
        assertThat(visible("article")).isNotEmpty().allSatisfy(finding -> assertThat(finding.getDomAttribute("data-r"))
                .isEqualTo("silent-drop"));

        browser.findElement(By.cssSelector("#filter button")).sendKeys(Keys.ENTER);
        WebElement summary = browser.findElement(By.cssSelector(".balancer > summary"));
        browser.executeScript("arguments[0].focus()", summary);
        new Actions(browser).sendKeys(Keys.TAB, Keys.TAB).perform();
        WebElement bar = browser.switchTo().activeElement();
        WebElement tip = bar.findElement(By.className("tip"));
        assertThat(tip.getCssValue("opacity")).isEqualTo("1");
        assertThat(tip.getText())
                .isEqualTo("alb idle_timeout.timeout_seconds stated: attribute "
                        + "idle_timeout.timeout_seconds of checkout");
    }

    @Test
    void pointing_at_a_bar_shows_its_setting_kind_and_source() throws IOException {
        showDemo();
        WebElement bar = browser.findElements(By.cssSelector("figure td > a[href^='#s']")).stream()
                .filter(one -> String.valueOf(
                                one.findElement(By.className("tip")).getDomProperty("textContent"))
                        .contains("keepalive_timeout stated: /etc/nginx/nginx.conf:12"))
                .findFirst()
                .orElseThrow();
        new Actions(browser).moveToElement(bar).perform();

        assertThat(bar.findElement(By.className("tip")).getCssValue("opacity")).isEqualTo("1");
        assertThat(bar.getText()).contains("keeps", "30 s", "→ 65 s");
    }

    @ParameterizedTest
    @CsvSource({"light,en", "dark,en", "light,ja"})
    void axe_finds_no_serious_barrier(String scheme, String language) throws IOException {
        scheme(scheme);
        show("axe", Fleet.demo(), language);
        browser.executeScript("document.querySelectorAll('details').forEach(one => { one.open = true; })");

        List<Rule> violations = new AxeBuilder().analyze(browser).getViolations();
        assertThat(violations)
                .filteredOn(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .as("%s", violations)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 768, 1200})
    void no_window_is_too_narrow(int width) throws IOException {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        try {
            showDemo();
            assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
                    .isEqualTo((long) width);
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void on_paper_every_load_balancer_is_open_and_every_source_is_written() throws IOException {
        showDemo();
        String pdf = (String) browser.executeCdpCommand("Page.printToPDF", Map.of("printBackground", true))
                .get("data");
        assertThat(Base64.getDecoder().decode(pdf))
                .startsWith('%', 'P', 'D', 'F')
                .hasSizeGreaterThan(50_000);

        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            browser.executeScript("dispatchEvent(new Event('beforeprint'))");
            assertThat(browser.findElement(By.id("filter")).isDisplayed()).isFalse();
            assertThat(browser.findElements(By.cssSelector(".balancer:not([open])")))
                    .isEmpty();
            assertThat(visible("figure .tip")).isNotEmpty().allSatisfy(tip -> assertThat(tip.getCssValue("opacity"))
                    .isEqualTo("1"));
        } finally {
            browser.executeScript("dispatchEvent(new Event('afterprint'))");
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }

    @Test
    void without_script_everything_is_there() throws IOException {
        browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            showDemo();
            assertThat(visible("article").getFirst().getText()).contains("nginx waits 3 s", "proxy_read_timeout 35s;");
            assertThat(visible("figure").getFirst().getText()).contains("60 s", "→ 65 s", "callee-closes-first");
            assertThat(browser.findElement(By.className("origins")).getText())
                    .contains("nginx keepalive_timeout stated: /etc/nginx/nginx.conf:12");
            assertThat(browser.findElement(By.id("filter")).isDisplayed()).isFalse();
        } finally {
            browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Test
    void two_thousand_chains_are_there_in_seconds() throws IOException {
        show("fleet", Fleet.of(2000), "en");
        assertThat(browser.findElements(By.className("balancer"))).hasSizeGreaterThan(1700);
        long loaded = (Long)
                browser.executeScript("return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
        long filtered = (Long) browser.executeScript("const field = document.getElementById('by-rule');"
                + "const start = performance.now(); field.value = 'silent-drop';"
                + "field.dispatchEvent(new Event('input', {bubbles: true})); document.body.offsetHeight;"
                + "return Math.round(performance.now() - start)");
        System.Logger log = System.getLogger(HtmlReportInBrowserTest.class.getName());
        log.log(
                System.Logger.Level.INFO,
                "2,000 chains: {0} bytes, loaded in {1} ms, filtered in {2} ms",
                Files.size(folder.resolve("fleet.html")),
                loaded,
                filtered);
        assertThat(loaded).isLessThan(15_000);
        assertThat(filtered).isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_pictures_in_the_documentation_are_of_the_demo(String scheme) throws IOException {
        scheme(scheme);
        show("picture", Fleet.demo(), "en");
        browser.executeScript("document.querySelector('.legend').open = false;"
                + "document.querySelector('.balancer').scrollIntoView()");
        byte[] picture = browser.getScreenshotAs(OutputType.BYTES);
        Path kept = PICTURES.resolve("report-" + scheme + ".png");
        if (Boolean.getBoolean("docs.update")) {
            Files.write(kept, picture);
        }

        assertThat(picture).hasSizeLessThan(200_000);
        assertThat(kept).isRegularFile();
        assertThat(Files.size(kept)).isBetween(20_000L, 200_000L);
    }
}
