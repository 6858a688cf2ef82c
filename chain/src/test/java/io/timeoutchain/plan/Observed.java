package io.timeoutchain.plan;

import io.timeoutchain.model.Bound;
import io.timeoutchain.model.Reading;
import io.timeoutchain.model.Setting;
import io.timeoutchain.model.Source;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.rule.JudgePolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Target groups as they might be met: a plan that holds, of which somebody has changed some values. */
final class Observed {

    private Observed() {}

    /** The plan for half a minute and {@code shape}. */
    static TargetGroup planned(Shape shape) {
        return ((TimeoutPlan) new Solver(JudgePolicy.DEFAULT).derive(shape, Duration.ofSeconds(30), Map.of())).group();
    }

    /** The plan with other readings of some settings. */
    static TargetGroup read(Shape shape, Map<Setting, Reading<Bound>> readings) {
        TargetGroup group = planned(shape);
        Knobs knobs = Knobs.of(List.of(group));
        Map<Integer, Reading<Bound>> values = new HashMap<>();
        knobs.all().forEach(knob -> {
            Reading<Bound> reading = readings.get(knobs.timer(knob).setting());
            if (reading != null) {
                values.put(knob, reading);
            }
        });
        return knobs.set(group, values);
    }

    /** The plan with other values of some settings. */
    static TargetGroup changed(Shape shape, Map<Setting, Bound> values) {
        Map<Setting, Reading<Bound>> readings = new HashMap<>();
        values.forEach((setting, value) -> readings.put(setting, Reading.stated(value, new Source("somebody"))));
        return read(shape, readings);
    }
}
