package shop.frontend.browser;

import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An error of the page, with the stack trace that the browser reported. */
final class PageError extends Exception {

    /** The class that frames are reported in; error tracking takes it for the application's own. */
    private static final String PAGE = "shop.frontend.page";

    private static final int MOST_FRAMES = 50;

    /** Frames of Chromium, {@code at place (http://…/app.js:1:2)}, and of Firefox and Safari, {@code place@…}. */
    private static final Pattern FRAME = Pattern.compile(
            "^\\s{0,8}(?:at )?(?:([\\w.$<>]{1,80}) ?[(@])?[^\\s()]{0,200}?/([\\w.-]{1,80}:\\d{1,7}):(\\d{1,7})\\)?$",
            Pattern.MULTILINE);

    PageError(String message, String stack) {
        super(message, null, false, true);
        setStackTrace(FRAME.matcher(Objects.requireNonNullElse(stack, ""))
                .results()
                .limit(MOST_FRAMES)
                .map(PageError::frame)
                .toArray(StackTraceElement[]::new));
    }

    /** The bundle has few lines, so the column takes the line's place: {@code app.js:1:2345}. */
    private static StackTraceElement frame(MatchResult frame) {
        var function = Objects.requireNonNullElse(frame.group(1), "anonymous");
        return new StackTraceElement(PAGE, function, frame.group(2), Integer.parseInt(frame.group(3)));
    }
}
