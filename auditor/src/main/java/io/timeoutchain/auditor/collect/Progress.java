package io.timeoutchain.auditor.collect;

import java.time.Duration;
import java.util.Optional;

/** Is told how collecting goes on, from several threads at once. */
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void planned(int calls, Duration estimate) {}

        @Override
        public void step(String region, String name, int done, int total) {}

        @Override
        public void call(String region, AwsAction action, Duration took, Optional<CallFailed> failure) {}
    };

    /** The load balancers are listed; this is about what reading them takes. */
    void planned(int calls, Duration estimate);

    /** In {@code region}, {@code done} of the {@code total} items of the step {@code name} are read. */
    void step(String region, String name, int done, int total);

    /** A call was answered, or failed, after {@code took}; {@code region} is empty for one about the whole account. */
    void call(String region, AwsAction action, Duration took, Optional<CallFailed> failure);
}
