/**
 * The lab: an emulated AWS region in front of real hosts in containers, with real nginx and gunicorn on them. {@link
 * io.timeoutchain.lab.Lab} starts it.
 */
@NullMarked
package io.timeoutchain.lab;

import org.jspecify.annotations.NullMarked;
