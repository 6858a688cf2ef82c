/**
 * The collector's interfaces, answered by AWS. The only package that knows the AWS SDK: its classes promise nothing about
 * null, so every answer goes through a mapper here that yields our own records.
 */
@NullMarked
package io.timeoutchain.auditor.collect.aws;

import org.jspecify.annotations.NullMarked;
