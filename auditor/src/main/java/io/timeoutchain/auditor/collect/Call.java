package io.timeoutchain.auditor.collect;

/**
 * One API call that is not sent yet. {@link Calls#send} sends it, in its turn and as often as needed.
 *
 * @param action what it calls
 * @param attempt sends it once
 */
public record Call<T>(AwsAction action, Attempt<T> attempt) {

    /** Sends the call once and gives the answer. */
    @FunctionalInterface
    public interface Attempt<T> {
        T send() throws CallFailed;
    }
}
