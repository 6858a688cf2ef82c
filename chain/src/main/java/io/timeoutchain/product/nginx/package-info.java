/**
 * The room of nginx: its settings with their versioned defaults, and the reader that turns the output of {@code nginx
 * -T} into what is in force for every server and location.
 *
 * <p>Reading goes in four steps, each a class of its own: {@link io.timeoutchain.product.nginx.ConfigDump} tells the files
 * apart, {@link io.timeoutchain.product.nginx.Lexer} finds the words, {@link io.timeoutchain.product.nginx.NginxConf} is
 * the tree with its includes put in place, and {@link io.timeoutchain.product.nginx.NginxConfig} answers questions about
 * it. What a step cannot read becomes a gap at its file and line, and where a directive may have stood that nobody could
 * read, its default is not assumed.
 */
@NullMarked
package io.timeoutchain.product.nginx;

import org.jspecify.annotations.NullMarked;
