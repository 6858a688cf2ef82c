/** The scheduled audit as a function of AWS Lambda, with S3, SNS and CloudWatch. */
@NullMarked
package io.timeoutchain.auditor.scheduled.aws;

import org.jspecify.annotations.NullMarked;
