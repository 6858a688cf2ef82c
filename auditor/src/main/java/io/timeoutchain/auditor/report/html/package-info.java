/** The report as one HTML file: a view of it in plain records, and templates that only write them down. */
@NullMarked
package io.timeoutchain.auditor.report.html;

import org.jspecify.annotations.NullMarked;
