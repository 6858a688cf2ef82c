/**
 * The bridge in front of the emulated AWS API: it runs Run Command scripts on real hosts, answers the Systems Manager
 * calls that the emulator lacks, can let any call fail, notes every call, and passes everything else on.
 */
@NullMarked
package io.timeoutchain.lab.bridge;

import org.jspecify.annotations.NullMarked;
