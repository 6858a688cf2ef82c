package io.timeoutchain.lab.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A test that looks at pages in the machine's own Chromium. Without one it is skipped, unless the whole lab is required:
 * then it fails.
 */
final class Chromium implements ExecutionCondition {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("true".equals(System.getenv("TIMEOUT_CHAIN_LAB_REQUIRED"))) {
            return ConditionEvaluationResult.enabled("Chromium is required: without it these tests fail.");
        }
        return browser().isPresent() && onPath("chromedriver").isPresent()
                ? ConditionEvaluationResult.enabled("There is a Chromium.")
                : ConditionEvaluationResult.disabled(
                        "There is no chromium with its chromedriver on the PATH: lab/bin/prepare installs both.");
    }

    /** A window of its own, {@code width} by {@code height} pixels, which notes what the page logs and asks for. */
    static ChromeDriver start(int width, int height) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser()
                .orElseThrow(() -> new IllegalStateException("there is no chromium on the PATH"))
                .toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // as root in a container there is no other way
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--force-device-scale-factor=1",
                "--hide-scrollbars",
                "--window-size=%d,%d".formatted(width, height));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        logs.enable(LogType.PERFORMANCE, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(onPath("chromedriver")
                                .orElseThrow(() -> new IllegalStateException("there is no chromedriver on the PATH"))
                                .toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    private static Optional<Path> browser() {
        return BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
