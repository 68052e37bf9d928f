package shop.http.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.Pointer;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;
import org.jboss.logging.Logger;

/**
 * Unmaps the pages of a native executable; the kernel maps those that are used again, mostly from its cache.
 *
 * <p>Most pages are used by the start only.
 */
final class ExecutablePages {

    private static final Logger LOG = Logger.getLogger(ExecutablePages.class);
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");
    private static final int MADV_DONTNEED = 4;

    private ExecutablePages() {}

    /** Does nothing on other systems than Linux. */
    static void release() {
        if (!Files.exists(MAPPINGS)) {
            return;
        }
        try (var lines = Files.lines(MAPPINGS)) {
            for (var mapping : UnchangedMapping.of(EXECUTABLE.toRealPath(), lines.toList())) {
                var start = WordFactory.<Pointer>pointer(mapping.start());
                if (madvise(start, WordFactory.unsigned(mapping.size()), MADV_DONTNEED) != 0) {
                    LOG.debugf("%d bytes of the executable stay mapped", mapping.size());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The pages of the executable stay mapped", e);
        }
    }

    @CFunction
    private static native int madvise(Pointer start, UnsignedWord size, int advice);
}
