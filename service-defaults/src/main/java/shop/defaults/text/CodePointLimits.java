package shop.defaults.text;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;
import shop.http.text.Text;

/** Makes {@code @Size} count the code points of a string; Hibernate Validator counts UTF-16 code units. */
@Singleton
class CodePointLimits implements ValidatorFactoryCustomizer {

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        var mapping = configuration.createConstraintMapping();
        // More specific than the existing validator of CharSequence, and so preferred.
        mapping.constraintDefinition(Size.class).validatedBy(SizeOfString.class);
        configuration.addMapping(mapping);
    }

    /** Public, because Hibernate Validator instantiates it by reflection. */
    @RegisterForReflection
    public static final class SizeOfString implements ConstraintValidator<Size, String> {

        private int min;
        private int max;

        @Override
        public void initialize(Size limits) {
            min = limits.min();
            max = limits.max();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || Text.length(text) >= min && Text.length(text) <= max;
        }
    }
}
