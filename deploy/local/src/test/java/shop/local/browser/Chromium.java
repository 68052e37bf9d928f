package shop.local.browser;

import java.io.Closeable;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import shop.local.program.Executables;
import shop.local.program.StartFailure;

/** A headless Chromium whose reader prefers one language. */
final class Chromium implements Closeable {
    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @throws StartFailure if Chromium or ChromeDriver is not installed */
    static Chromium start(String language) {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(executable("chromedriver"))
                // Chromium on Linux takes the language of its own texts from here.
                .withEnvironment(Map.of("LANGUAGE", language))
                .build();
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.SEVERE);
        var options = new ChromeOptions()
                .setBinary(executable("chromium", "chromium-browser", "google-chrome"))
                // The sandbox needs rights that a container lacks, and its /dev/shm is small.
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars")
                .addArguments("--lang=" + language, "--accept-lang=" + language);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        return new Chromium(driver);
    }

    private static File executable(String... names) {
        return Executables.find(List.of(names))
                .map(Path::toFile)
                .orElseThrow(() -> new StartFailure(names[0] + " was not found on the PATH: install Chromium and"
                        + " ChromeDriver (Debian: chromium and chromium-driver)."));
    }

    FrontPage open(String url) {
        return FrontPage.open(url, driver);
    }

    /** Leaves the page, and returns the errors that its console has shown. */
    List<String> leave() {
        driver.get("about:blank");
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
