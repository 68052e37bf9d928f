package shop.http.text;

/** Rules for text in Unicode, which Java's own methods do not follow. */
public final class Text {

    private static final char ZERO_WIDTH_SPACE = '\u200B';
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char NEXT_LINE = '\u0085';

    private Text() {}

    /** Removes white space (the Unicode property White_Space, U+200B and U+FEFF) from both ends; null stays null. */
    public static String strip(String text) {
        if (text == null) {
            return null;
        }
        var start = 0;
        var end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether PostgreSQL and UTF-8 can represent it: it has neither U+0000 nor an unpaired surrogate. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(point -> point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isSpace(char character) {
        return character >= '\t' && character <= '\r'
                || character == NEXT_LINE
                || character == ZERO_WIDTH_SPACE
                || character == BYTE_ORDER_MARK
                || Character.isSpaceChar(character);
    }
}
