package shop.defaults.text;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text with a visible character; null is valid.
 *
 * <p>Invisible are white space, control and format characters, noncharacters, the blank Braille pattern, and what the
 * Unicode property Default_Ignorable_Code_Point adds, which Java does not know.
 */
@Constraint(validatedBy = {})
@Pattern(regexp = Visible.REGEX)
@ReportAsSingleViolation
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Visible {

    String REGEX = "(?s).*[^\\p{IsWhite_Space}\\p{Cc}\\p{Cf}\\p{IsNoncharacter_Code_Point}\\u034F\\u115F\\u1160"
            + "\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8"
            + "\\x{E0000}-\\x{E0FFF}].*";

    String message() default "must not be blank";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
