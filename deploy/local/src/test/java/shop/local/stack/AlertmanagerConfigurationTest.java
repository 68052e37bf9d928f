package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The configuration that start.sh generates from the environment, checked by amtool if it is on the PATH. */
class AlertmanagerConfigurationTest {
    private static final Path SOURCE = Path.of(System.getProperty("shop.root"), "observability-stack", "alertmanager");
    private static final String PATH = System.getenv("PATH");

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("SMTP_SMARTHOST", "smtp.example.com:587"),
            Map.entry("SMTP_FROM", "alerts@example.com"),
            Map.entry("SMTP_USERNAME", "alerts"),
            Map.entry("SMTP_PASSWORD", "secret of the mail server"),
            Map.entry("ALERT_MAIL_TO", "team@example.com"),
            Map.entry("SLACK_WEBHOOK_URL", "https://slack.example.com/secret"),
            Map.entry("SLACK_CHANNEL", "#alerts"),
            Map.entry("PAGERDUTY_ROUTING_KEY", "secret of the pager"),
            Map.entry("ALERT_WEBHOOK_URL", "https://hook.example.com/secret"),
            Map.entry("DEAD_MANS_SWITCH_URL", "https://switch.example.com/secret"),
            Map.entry("RUNBOOKS_URL", "https://code.example.com/shop/"));

    private static final String HOSTILE =
            "$(touch made) `touch made` \\ \\\\ ' '' \" \"\" # : - {} [] & * ! | > % @ ${SMTP_FROM} Grüße"
                    + "\treceivers: []\n";

    @TempDir
    Path folder;

    @Test
    void mails_only_to_mailpit_by_default() throws Exception {
        var configuration = rendered(Map.of());

        assertThat(configuration.get("global"))
                .isEqualTo(Map.of(
                        "smtp_smarthost", "mailpit:1025",
                        "smtp_require_tls", false,
                        "smtp_from", "alertmanager@shop.example"));
        assertThat(integrations(configuration, "critical")).containsExactly("email_configs");
        assertThat(integrations(configuration, "warning")).containsExactly("email_configs");
        assertThat(integrations(configuration, "watchdog")).isEmpty();
    }

    @Test
    void sends_to_the_receivers_in_the_environment() throws Exception {
        var configuration = rendered(ALL);

        assertThat(configuration.get("global"))
                .isEqualTo(Map.of(
                        "smtp_smarthost", "smtp.example.com:587",
                        "smtp_require_tls", true,
                        "smtp_from", "alerts@example.com",
                        "smtp_auth_username", "alerts",
                        "smtp_auth_password_file", folder + "/SMTP_PASSWORD"));
        assertThat(integrations(configuration, "critical"))
                .containsExactlyInAnyOrder("email_configs", "slack_configs", "webhook_configs", "pagerduty_configs");
        assertThat(integrations(configuration, "warning"))
                .containsExactlyInAnyOrder("email_configs", "slack_configs", "webhook_configs");
        assertThat(integrations(configuration, "watchdog")).containsExactly("webhook_configs");
    }

    @Test
    void keeps_each_secret_in_the_files_of_its_container() throws Exception {
        rendered(ALL);

        assertThat(Files.readString(folder.resolve("alertmanager.yml"))).doesNotContain("secret");
        for (var secret :
                List.of("SMTP_PASSWORD", "SLACK_WEBHOOK_URL", "PAGERDUTY_ROUTING_KEY", "DEAD_MANS_SWITCH_URL")) {
            var file = folder.resolve(secret);
            assertThat(file).hasContent(ALL.get(secret));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void keeps_every_character_of_a_value() throws Exception {
        var configuration = rendered(Map.of(
                "ALERT_MAIL_TO", HOSTILE,
                "SMTP_USERNAME", HOSTILE,
                "SMTP_PASSWORD", HOSTILE));

        // Addresses and names contain no control characters; a trailing newline is the usual mistake.
        var clean = HOSTILE.replaceAll("\\p{Cntrl}", "");
        assertThat(configuration)
                .extractingByKey("global")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("smtp_auth_username", clean);
        assertThat(Files.readString(folder.resolve("alertmanager.yml"))).contains("to: \"$(touch made)");
        assertThat(Files.readString(folder.resolve("SMTP_PASSWORD"))).isEqualTo(HOSTILE);
        assertThat(folder.resolve("made")).doesNotExist();
        assertThat(integrations(configuration, "critical")).containsExactly("email_configs");
    }

    @Test
    void requires_a_recipient_with_a_mail_server() throws Exception {
        var end = run(Map.of("SMTP_SMARTHOST", "smtp.example.com:587", "SMTP_FROM", "alerts@example.com"), script());

        assertThat(end.status()).isNotZero();
        assertThat(end.errors()).contains("ALERT_MAIL_TO: is needed with SMTP_SMARTHOST");
    }

    @Test
    void execs_its_command() throws Exception {
        var end = run(Map.of(), script("echo", "one argument", "$two"));

        assertThat(end).isEqualTo(new End(0, "one argument $two\n", ""));
    }

    @Test
    void is_accepted_by_alertmanager() throws Exception {
        var amtool = amtool();

        assertAccepted(amtool, Map.of());
        assertAccepted(amtool, Map.of("SLACK_WEBHOOK_URL", HOSTILE, "SLACK_CHANNEL", HOSTILE));
        assumeTrue(knowsUrlFile(amtool), "Debian's amtool does not support url_file");
        assertAccepted(amtool, ALL);
    }

    @Test
    void pages_for_critical_alerts_and_routes_the_watchdog_separately() throws Exception {
        var amtool = amtool();
        rendered(Map.of());

        assertThat(receiver(amtool, "alertname=HighErrorRate", "severity=critical"))
                .isEqualTo("critical");
        assertThat(receiver(amtool, "alertname=SlowResponseTime", "severity=warning"))
                .isEqualTo("warning");
        assertThat(receiver(amtool, "alertname=RejectionsHigh", "severity=info"))
                .isEqualTo("warning");
        assertThat(receiver(amtool, "alertname=SomebodyElses")).isEqualTo("warning");
        assertThat(receiver(amtool, "alertname=Watchdog", "severity=none")).isEqualTo("watchdog");
    }

    @Test
    void writes_a_mail_with_cause_start_and_links() throws Exception {
        var amtool = amtool();
        rendered(Map.of());

        assertThat(text(amtool, "{{ template \"shop.subject\" . }}", firing()))
                .isEqualTo("[FIRING] HighErrorRate order-service: fails too many requests");
        assertThat(text(amtool, "{{ template \"shop.mail.text\" . }}", firing()))
                .isEqualTo("""
                HighErrorRate order-service: fails too many requests

                12.5% of the requests failed.

                Since:     24 Nov 2026 13:35:00 UTC
                Severity:  critical
                Runbook:   http://localhost:9090/user/observability-stack/runbooks/HighErrorRate.md
                Dashboard: http://localhost:3000/d/service?var-job=order-service
                Graph:     http://localhost:9090/graph?g0.expr=up
                Traces:    http://localhost:16686/search?service=order-service&tags=%7B%22error%22%3A%22true%22%7D\
                &lookback=custom&start=1795526700000000&end=1795530900000000
                Logs:      http://localhost:3000/explore?schemaVersion=1&orgId=1&panes=%7B%22logs%22%3A%7B\
                %22datasource%22%3A%22loki%22%2C%22queries%22%3A%5B%7B%22refId%22%3A%22A%22%2C%22datasource%22%3A%7B\
                %22type%22%3A%22loki%22%2C%22uid%22%3A%22loki%22%7D%2C%22expr%22%3A%22%7Bservice_name%3D%5C%22\
                order-service%5C%22%7D%22%7D%5D%2C%22range%22%3A%7B%22from%22%3A%221795526700000%22%2C\
                %22to%22%3A%221795530900000%22%7D%7D%7D

                Silence it: http://localhost:9093/#/silences/new?filter=%7Balertname%3D%22HighErrorRate%22%2C\
                job%3D%22order-service%22%7D
                """);
    }

    @Test
    void links_to_the_traces_of_its_cause() throws Exception {
        var amtool = amtool();
        rendered(Map.of());

        assertThat(traces(amtool, "HighErrorRate")).isEqualTo("Failed traces &tags={\"error\":\"true\"}");
        assertThat(traces(amtool, "ErrorBudgetBurnSlow")).isEqualTo("Failed traces &tags={\"error\":\"true\"}");
        assertThat(traces(amtool, "CircuitOpen")).isEqualTo("Failed traces &tags={\"error\":\"true\"}");
        assertThat(traces(amtool, "SlowResponseTime")).isEqualTo("Slow traces &minDuration=500ms");
        assertThat(traces(amtool, "LatencyBudgetBurnFast")).isEqualTo("Slow traces &minDuration=500ms");
        assertThat(traces(amtool, "RejectionsHigh\", \"reason\": \"insufficient-stock"))
                .isEqualTo("Rejected orders &operation=place order&tags={\"error.type\":\"insufficient-stock\"}");
        assertThat(traces(amtool, "RejectionsHigh\", \"reason\": \"overloaded"))
                .isEqualTo("Rejected orders &operation=POST /orders");
        assertThat(traces(amtool, "OrdersStopped")).isEqualTo("Traces &operation=POST /orders");
        assertThat(traces(amtool, "ServiceDown")).isEqualTo("Traces ");
    }

    /**
     * The text of the link, and its parameters except service and time.
     *
     * @param alert the alert's name, in JSON, optionally followed by further labels
     */
    private String traces(String amtool, String alert) throws Exception {
        var template =
                "{{ with index .Alerts 0 }}{{ template \"shop.traces.name\" . }} {{ template \"shop.traces\" . }}"
                        + "{{ end }}";
        var rendered = text(amtool, template, firing().replace("HighErrorRate", alert));
        return URLDecoder.decode(
                rendered.replaceAll(
                        "http://localhost:16686/search\\?service=order-service(.*)&lookback=custom&start=.*", "$1"),
                StandardCharsets.UTF_8);
    }

    @Test
    void a_resolution_contains_its_duration() throws Exception {
        var amtool = amtool();
        rendered(Map.of());
        var resolved = firing().replace("\"firing\"", "\"resolved\"");

        assertThat(text(amtool, "{{ template \"shop.subject\" . }}", resolved))
                .isEqualTo("[RESOLVED] HighErrorRate order-service: fails too many requests");
        assertThat(text(amtool, "{{ template \"shop.mail.text\" . }}", resolved))
                .contains("Lasted:    12m30s, from 24 Nov 2026 13:35:00 to 13:47:30 UTC\n");
    }

    @Test
    void links_to_the_addresses_in_the_environment() throws Exception {
        var amtool = amtool();
        rendered(Map.of(
                "RUNBOOKS_URL", "https://code.example.com/shop/",
                "GRAFANA_URL", "https://grafana.example.com",
                "JAEGER_URL", "https://jaeger.example.com"));

        var html = run(
                        Map.of(),
                        render(amtool, "{{ template \"shop.mail.html\" . }}", firing(), "--template.type=html"))
                .output();

        assertThat(html)
                .contains(
                        "href=\"https://code.example.com/shop/observability-stack/runbooks/HighErrorRate.md\"",
                        "href=\"https://grafana.example.com/d/service?var-job=order-service\"",
                        "href=\"https://jaeger.example.com/search?service=order-service&",
                        "href=\"https://grafana.example.com/explore?")
                .doesNotContain("localhost:3000", "localhost:16686", "ZgotmplZ");
        assertThat(text(amtool, "{{ template \"shop.slack.text\" . }}", firing()))
                .contains("<https://code.example.com/shop/observability-stack/runbooks/HighErrorRate.md|Runbook> · ");
    }

    private void assertAccepted(String amtool, Map<String, String> environment) throws Exception {
        var end = run(environment, script(amtool, "check-config", folder + "/alertmanager.yml"));
        assertThat(end.status()).as(end.errors()).isZero();
    }

    /** A webhook's url_file exists since 0.26 and works since 0.28. */
    private boolean knowsUrlFile(String amtool) throws Exception {
        var version = Pattern.compile("version 0\\.(\\d+)")
                .matcher(run(Map.of(), List.of(amtool, "--version")).toString());
        return !version.find() || Integer.parseInt(version.group(1)) >= 28;
    }

    private static String firing() {
        var annotations = """
                {"summary": "order-service fails too many requests",
                 "description": "12.5% of the requests failed.",
                 "runbook_url": "observability-stack/runbooks/HighErrorRate.md",
                 "dashboard": "http://localhost:3000/d/service?var-job=order-service"}""";
        return """
                {"status": "firing", "receiver": "critical", "externalURL": "http://localhost:9093",
                 "groupLabels": {"alertname": "HighErrorRate", "job": "order-service"},
                 "commonLabels": {"alertname": "HighErrorRate", "job": "order-service", "severity": "critical"},
                 "commonAnnotations": %1$s,
                 "alerts": [{"status": "firing",
                  "labels": {"alertname": "HighErrorRate", "job": "order-service", "severity": "critical"},
                  "annotations": %1$s,
                  "startsAt": "2026-11-24T13:35:00Z", "endsAt": "2026-11-24T13:47:30Z",
                  "generatorURL": "http://localhost:9090/graph?g0.expr=up"}]}""".formatted(annotations);
    }

    private Map<String, Object> rendered(Map<String, String> environment) throws Exception {
        var end = run(environment, script());
        assertThat(end).isEqualTo(new End(0, "", ""));
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(folder.resolve("alertmanager.yml")));
    }

    @SuppressWarnings("unchecked")
    private static List<String> integrations(Map<String, Object> configuration, String receiver) {
        return ((List<Map<String, Object>>) configuration.get("receivers"))
                .stream()
                        .filter(candidate -> candidate.get("name").equals(receiver))
                        .flatMap(found -> found.keySet().stream())
                        .filter(key -> !key.equals("name"))
                        .toList();
    }

    private String receiver(String amtool, String... labels) throws Exception {
        var command = new ArrayList<>(
                List.of(amtool, "config", "routes", "test", "--config.file=" + folder + "/alertmanager.yml"));
        command.addAll(List.of(labels));
        return run(Map.of(), command).output().strip();
    }

    private String text(String amtool, String template, String data) throws Exception {
        var end = run(Map.of(), render(amtool, template, data));
        assertThat(end.status()).as(end.errors()).isZero();
        return end.output();
    }

    private List<String> render(String amtool, String template, String data, String... more) throws IOException {
        var file = Files.writeString(folder.resolve("data.json"), data);
        var command = new ArrayList<>(List.of(
                amtool,
                "template",
                "render",
                "--template.glob=" + folder + "/templates/*.tmpl",
                "--template.text=" + template,
                "--template.data=" + file));
        command.addAll(List.of(more));
        return command;
    }

    private List<String> script(String... command) {
        var script = new ArrayList<>(List.of("sh", SOURCE.resolve("start.sh").toString(), folder.toString()));
        script.addAll(List.of(command));
        return script;
    }

    private static String amtool() {
        var found = Arrays.stream(PATH.split(File.pathSeparator))
                .map(place -> Path.of(place, "amtool"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "amtool is not on the PATH");
        return found.get().toString();
    }

    private End run(Map<String, String> environment, List<String> command) throws Exception {
        var errors = folder.resolve("errors");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new End(process.waitFor(), output, Files.readString(errors));
    }

    private record End(int status, String output, String errors) {}
}
