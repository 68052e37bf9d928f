package shop.local.stack;

import java.net.URI;
import java.util.List;
import shop.local.shop.Shop;
import shop.local.stack.api.AlertmanagerApi;
import shop.local.stack.api.BugsinkPages;
import shop.local.stack.api.JaegerApi;
import shop.local.stack.api.MailpitApi;
import shop.local.stack.api.PrometheusApi;

/** The shop with its observability stack, whoever started it. */
public interface Stack extends AutoCloseable {
    Shop shop();

    /** How fast its alerts are. */
    CompressedTime time();

    /** The same shop under the eyes of one whose alerts are fast enough for rules that look back over hours. */
    default Stack accelerated() {
        return this;
    }

    /** Where a program that Compose puts at this port is reached. */
    URI at(int port);

    /** Stops a part, named as in Compose, as an outage does. */
    void stop(String part);

    /** Starts a stopped part again; one of our own is then ready, one of Compose soon. */
    void start(String part);

    /** The log lines of the services that have this text, oldest first. */
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
