/**
 * Reading a host: the shell script that runs there, and what its answer says. A host's answer is untrusted input: bounded
 * when it is unpacked, strictly parsed, and escaped by whoever shows it. Nothing here knows how the script travels.
 */
@NullMarked
package io.timeoutchain.auditor.host;

import org.jspecify.annotations.NullMarked;
