/** The packaged command line, run against the emulated API and the real hosts of the lab. */
@NullMarked
package io.timeoutchain.lab.audit;

import org.jspecify.annotations.NullMarked;
