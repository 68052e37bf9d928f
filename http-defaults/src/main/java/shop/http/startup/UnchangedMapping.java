package shop.http.startup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A read-only mapping of a file without changed pages, such as those that the dynamic linker has relocated.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5)</a>
 */
record UnchangedMapping(long start, long size) {

    private static final Pattern MAPPING =
            Pattern.compile("(\\p{XDigit}+)-(\\p{XDigit}+) (\\S+) \\p{XDigit}+ \\S+ \\d+ *(.*)");
    private static final Pattern READ_ONLY = Pattern.compile("r-[x-]p");
    // In memory, or in the swap space.
    private static final Pattern CHANGED_PAGES = Pattern.compile("(Anonymous|Swap): +[1-9]\\d* kB");
    private static final int HEX = 16;

    static List<UnchangedMapping> of(Path file, List<String> smaps) {
        var unchanged = new ArrayList<UnchangedMapping>();
        UnchangedMapping current = null;
        for (var line : smaps) {
            var mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                current = mapping(mapping.group(1), mapping.group(2));
                if (READ_ONLY.matcher(mapping.group(3)).matches()
                        && mapping.group(4).equals(file.toString())) {
                    unchanged.add(current);
                }
            } else if (CHANGED_PAGES.matcher(line).matches()) {
                unchanged.remove(current);
            }
        }
        return unchanged;
    }

    private static UnchangedMapping mapping(String start, String end) {
        var first = Long.parseUnsignedLong(start, HEX);
        return new UnchangedMapping(first, Long.parseUnsignedLong(end, HEX) - first);
    }
}
