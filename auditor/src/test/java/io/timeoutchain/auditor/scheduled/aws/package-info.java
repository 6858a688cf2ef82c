@NullMarked
package io.timeoutchain.auditor.scheduled.aws;

import org.jspecify.annotations.NullMarked;
