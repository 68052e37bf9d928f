package telemetry.traces;

/** An exception that may be a regular outcome of a business step, such as a rejected order, rather than an error. */
public interface ExpectedFailure {

    /** Value of the span attribute {@code error.type}, from a bounded set. */
    String errorType();

    /** Whether the step failed, which sets the span's status to ERROR and records the exception. */
    boolean isError();
}
