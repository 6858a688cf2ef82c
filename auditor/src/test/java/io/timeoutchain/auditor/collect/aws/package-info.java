@NullMarked
package io.timeoutchain.auditor.collect.aws;

import org.jspecify.annotations.NullMarked;
