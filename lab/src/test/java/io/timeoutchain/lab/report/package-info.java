/** The report that people look at, in a real browser. */
@NullMarked
package io.timeoutchain.lab.report;

import org.jspecify.annotations.NullMarked;
