package io.timeoutchain.auditor.report.html;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Durations;
import java.util.List;

/**
 * How long times become bars. What never ends is as high as there is room; the longest time that ends leaves some above it,
 * so that the two are told apart.
 *
 * @param least the shortest time above zero, in seconds
 * @param most the longest that ends, in seconds
 * @param logarithmic whether equal steps of height are equal factors of time: where the times differ by orders
 */
record Scale(double least, double most, boolean logarithmic) {

    private static final int HEIGHT = 100;

    /** Above the longest time that ends. */
    private static final int HEADROOM = 12;

    /** On a logarithmic scale, of the shortest time. */
    private static final int LEAST_HEIGHT = 16;

    /** The most by which times may differ that are shown in proportion. */
    private static final double ORDERS = 20;

    static Scale of(List<Bound> bounds) {
        double[] seconds = bounds.stream()
                .flatMap(bound -> bound.ends().stream())
                .mapToDouble(limit -> Durations.seconds(limit).doubleValue())
                .filter(value -> value > 0)
                .sorted()
                .toArray();
        double least = seconds.length == 0 ? 1 : seconds[0];
        double most = seconds.length == 0 ? 1 : seconds[seconds.length - 1];
        return new Scale(least, most, most / least > ORDERS);
    }

    /** Where the bar of {@code bound} begins, in hundredths from above. */
    int top(Bound bound) {
        return switch (bound) {
            case Bound.Never() -> 0;
            case Bound.After(var limit) ->
                HEIGHT - height(Durations.seconds(limit).doubleValue());
        };
    }

    private int height(double seconds) {
        if (seconds <= 0) {
            return 1;
        }
        int room = HEIGHT - HEADROOM;
        double height = logarithmic
                ? LEAST_HEIGHT + (room - LEAST_HEIGHT) * Math.log(seconds / least) / Math.log(most / least)
                : room * seconds / most;
        return Math.max(1, (int) Math.round(height));
    }
}
