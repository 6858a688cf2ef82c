package io.timeoutchain.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs the lab. Test methods and constructors may take a {@link Lab}, which is started once for all; no
 * failure is played and no call is noted when a test begins.
 *
 * <p>Without Docker such tests are skipped, unless the variable {@value LabExtension#REQUIRED} is {@code true}: then they
 * fail.
 */
@Tag("lab")
@ExtendWith(LabExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LabTest {}
