package shop.local.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The front page as its reader sees it: sections, and buttons by their names. */
final class FrontPage {
    static final int WIDE = 1280;
    static final int NARROW = 360;
    private static final long HEIGHT = 1_400;

    /** Longer than the services batch their spans, and a trace is awaited until it has stopped to grow. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int MOST_TABS = 100;

    private final ChromeDriver driver;

    private FrontPage(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Loads the page as a new visitor does: without cookies, stored values and cached files. */
    static FrontPage open(String url, ChromeDriver driver) {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", url, "storageTypes", "all"));
        var page = new FrontPage(driver);
        page.resize(WIDE);
        page.prefer("light");
        driver.get(url);
        return page;
    }

    /** Repeats an assertion until the page, which follows the signals, satisfies it. */
    static void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                // Rendered again in between.
                .ignoreExceptionsMatching(
                        e -> e instanceof NotFoundException || e instanceof StaleElementReferenceException)
                .untilAsserted(assertion);
    }

    FrontPage signInAsDemoCustomer() {
        click("Sign in as demo customer");
        eventually(() -> driver.findElement(By.cssSelector(".chip[data-role=customer]")));
        return this;
    }

    FrontPage signInAsOperator() {
        click("Sign in as operator");
        eventually(() -> driver.findElement(By.cssSelector(".chip[data-role=operator]")));
        return this;
    }

    void order(String product) {
        click("Order " + product);
    }

    /** Clicks the button with this name: its label, else its text. */
    void click(String button) {
        eventually(() -> button(button).click());
    }

    /** A visible button; one of the dialog while it is open. */
    WebElement button(String name) {
        var scope = driver.findElements(By.cssSelector("dialog[open]")).isEmpty() ? "" : "//dialog[@open]";
        var named = By.xpath("%1$s//button[@aria-label=\"%2$s\" or not(@aria-label) and normalize-space()=\"%2$s\"]"
                .formatted(scope, name));
        return driver.findElements(named).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("No button " + name + " is visible."));
    }

    void select(String label, String option) {
        eventually(() -> driver.findElement(By.xpath(
                        "//select[@aria-label=\"%s\"]/option[normalize-space()=\"%s\"]".formatted(label, option)))
                .click());
    }

    void enter(String label, String value) {
        var field = driver.findElement(By.cssSelector("input[aria-label=\"%s\"]".formatted(label)));
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), value, Keys.TAB);
    }

    /** Presses Tab until a button has the focus. */
    WebElement tabTo(String button) {
        eventually(() -> button(button));
        for (var presses = 0; presses < MOST_TABS; presses++) {
            if (driver.switchTo().activeElement().equals(button(button))) {
                return button(button);
            }
            driver.switchTo().activeElement().sendKeys(Keys.TAB);
        }
        throw new NotFoundException("Tab does not reach the button " + button);
    }

    /** The visible text of a section, such as {@code shop}. */
    String section(String id) {
        return driver.findElement(By.id(id)).getText();
    }

    /** The URL of the first link with this text. */
    String link(String text) {
        return driver.findElement(By.linkText(text)).getDomAttribute("href");
    }

    /** The response to the last order. */
    String outcome() {
        return driver.findElement(By.cssSelector("#shop .outcome")).getText();
    }

    /** The visible text of the newest order, empty if there is none. */
    String newestOrder() {
        return texts("#shop tr[data-order]").stream().findFirst().orElse("");
    }

    void cancelNewestOrder() {
        eventually(() -> driver.findElement(By.xpath("(//tr[@data-order])[1]//button[normalize-space()=\"Cancel\"]"))
                .click());
    }

    /** The visible text of the dialog to sign in. */
    String dialog() {
        return driver.findElement(By.id("sign-in")).getText();
    }

    String traceProgress() {
        return driver.findElement(By.cssSelector("#trace .progress")).getText();
    }

    /** The spans of the trace that is shown, in the order of their rows. */
    List<SpanRow> spans() {
        return driver.findElements(By.cssSelector("#trace tr[data-span]")).stream()
                .map(SpanRow::new)
                .toList();
    }

    SpanRow span(String name, String service) {
        return spans().stream()
                .filter(span -> span.service().equals(service) && span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("No span " + name + " of " + service));
    }

    /** Attributes and log lines of the chosen span. */
    String spanDetails() {
        return driver.findElement(By.className("span-details")).getText();
    }

    /** How long a fault of order-service lasts. */
    String faultTimeLeft(String fault) {
        return driver.findElement(
                        By.cssSelector("[data-service=order-service][data-fault=\"%s\"] .time-left".formatted(fault)))
                .getText();
    }

    /** Requests per second. */
    double requestRate(String service) {
        return health(service, 0);
    }

    /** In percent. */
    double errorRatio(String service) {
        return health(service, 1);
    }

    private double health(String service, int index) {
        var values = texts("#health [data-service=" + service + "] .value");
        var number = values.get(index).replaceAll("[^0-9.]", "");
        return number.isEmpty() ? 0 : Double.parseDouble(number);
    }

    /** The visible texts of the elements that a CSS selector finds. */
    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** The whole page as PNG. */
    byte[] picture() {
        resize(WIDE, (long) run("return document.body.offsetHeight"));
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    String language() {
        return driver.findElement(By.tagName("html")).getDomAttribute("lang");
    }

    /** The value of a script that returns one. */
    Object run(String script) {
        return driver.executeScript(script);
    }

    void resize(int width) {
        resize(width, HEIGHT);
    }

    private void resize(int width, long height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param colourScheme {@code light} or {@code dark} */
    void prefer(String colourScheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** The row of a span in the waterfall. */
    record SpanRow(WebElement row) {
        String service() {
            return row.getDomAttribute("data-service");
        }

        String kind() {
            return row.getDomAttribute("data-kind");
        }

        String name() {
            return row.findElement(By.className("span-name")).getText();
        }

        int level() {
            return Integer.parseInt(row.getDomAttribute("aria-level"));
        }

        boolean isFailed() {
            return row.getText().contains("error");
        }

        void choose() {
            row.click();
        }
    }
}
