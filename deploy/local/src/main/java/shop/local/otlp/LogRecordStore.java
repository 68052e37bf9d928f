package shop.local.otlp;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Keeps the latest log records in memory. */
public final class LogRecordStore {
    private final int maxRecords;
    private final Deque<LogRecord> records = new ArrayDeque<>();

    public LogRecordStore(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    synchronized void add(Collection<LogRecord> added) {
        records.addAll(added);
        while (records.size() > maxRecords) {
            records.removeFirst();
        }
    }

    /** All stored records, in order of arrival. */
    public synchronized List<LogRecord> records() {
        return List.copyOf(records);
    }
}
