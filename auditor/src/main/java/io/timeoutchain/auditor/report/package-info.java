/** One report, and the ways to write it down. Renderers are functions of the report alone: no clock, no environment. */
@NullMarked
package io.timeoutchain.auditor.report;

import org.jspecify.annotations.NullMarked;
