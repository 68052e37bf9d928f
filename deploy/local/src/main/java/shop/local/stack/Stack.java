package shop.local.stack;

import java.net.URI;
import java.util.List;
import shop.local.shop.Shop;
import shop.local.stack.api.AlertmanagerApi;
import shop.local.stack.api.BugsinkPages;
import shop.local.stack.api.JaegerApi;
import shop.local.stack.api.MailpitApi;
import shop.local.stack.api.PrometheusApi;

/** A running shop with its observability stack. */
public interface Stack extends AutoCloseable {
    Shop shop();

    /** The time of its alerts. */
    CompressedTime time();

    /** A stack for the same shop that is fast enough for rules with ranges of hours. */
    default Stack accelerated() {
        return this;
    }

    /** The address of the program that has this port in Compose. */
    URI at(int port);

    /** Stops a part, by its name in Compose. */
    void stop(String part);

    /** Starts a stopped part. A child process is then ready; a container may need some seconds. */
    void start(String part);

    /** The services' log lines that contain this text, oldest first. */
    List<String> logLines(String text);

    default PrometheusApi prometheus() {
        return new PrometheusApi(at(9090));
    }

    default AlertmanagerApi alertmanager() {
        return new AlertmanagerApi(at(9093));
    }

    default MailpitApi mailpit() {
        return new MailpitApi(at(8025));
    }

    default JaegerApi jaeger() {
        return new JaegerApi(at(16686));
    }

    default BugsinkPages bugsink() {
        return new BugsinkPages(at(8000));
    }

    @Override
    void close();
}
