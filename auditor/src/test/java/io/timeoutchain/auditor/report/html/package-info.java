@NullMarked
package io.timeoutchain.auditor.report.html;

import org.jspecify.annotations.NullMarked;
