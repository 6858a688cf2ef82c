package io.timeoutchain.lab.bridge;

/** Whether the Systems Manager agent of an instance has reported lately, in the words of the API. */
public enum PingStatus {
    ONLINE("Online"),
    CONNECTION_LOST("ConnectionLost");

    private final String word;

    PingStatus(String word) {
        this.word = word;
    }

    /** The value of {@code PingStatus} in {@code DescribeInstanceInformation}. */
    public String word() {
        return word;
    }
}
