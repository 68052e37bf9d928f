package shop.local.chaos;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One order as its customer wants it, with every answer that the customer got. */
final class Placement {
    private final Optional<String> key;
    private final SortedMap<String, Integer> lines;
    private final boolean isKeyReused;
    private final List<Answer> answers = new ArrayList<>();
    private final List<Integer> cancellations = new ArrayList<>();

    private Placement(Optional<String> key, Map<String, Integer> lines, boolean isKeyReused) {
        this.key = key;
        this.lines = new TreeMap<>(lines);
        this.isKeyReused = isKeyReused;
    }

    /** @param lines quantities by product */
    static Placement of(Optional<String> key, Map<String, Integer> lines) {
        return new Placement(key, lines, false);
    }

    /** Another order under the key of this one, which must be refused. */
    Placement withKeyReused(Map<String, Integer> others) {
        return new Placement(key, others, true);
    }

    Optional<String> key() {
        return key;
    }

    SortedMap<String, Integer> lines() {
        return lines;
    }

    /** As {@link Ledger} has them. */
    String text() {
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .collect(joining(","));
    }

    boolean isKeyReused() {
        return isKeyReused;
    }

    synchronized void answered(Answer answer) {
        answers.add(answer);
    }

    /** @param status of the response; 0 for none */
    synchronized void cancellationAnswered(int status) {
        cancellations.add(status);
    }

    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    synchronized List<Integer> cancellations() {
        return List.copyOf(cancellations);
    }

    /** The traces of its requests. */
    Set<String> traces() {
        return answers().stream().map(Answer::traceId).collect(toSet());
    }

    List<Answer> confirmations() {
        return answers().stream().filter(Answer::isConfirmation).toList();
    }

    boolean isConfirmed() {
        return !confirmations().isEmpty();
    }

    /** Whether it was refused for good. */
    boolean isRefused() {
        return answers().stream().anyMatch(answer -> answer.problem().equals("insufficient-stock"));
    }

    /**
     * The answer to one request.
     *
     * @param traceId the trace that the request began
     * @param status 0 if there was no answer
     * @param problem the type of the problem, or empty
     * @param orderId of a confirmed order, or empty
     * @param body of a confirmed order, or empty
     * @param isReplayed marked as the repetition of an earlier answer
     */
    record Answer(String traceId, int status, String problem, String orderId, String body, boolean isReplayed) {
        static Answer none(String traceId) {
            return new Answer(traceId, 0, "", "", "", false);
        }

        boolean isConfirmation() {
            return status == 201;
        }

        /** Whether a customer with a key tries again. */
        boolean isOpen() {
            return status == 0 || status >= 500 || problem.equals("request-in-progress");
        }
    }
}
