package io.timeoutchain.auditor.assemble;

import io.timeoutchain.model.Gap;
import io.timeoutchain.model.TargetGroup;
import io.timeoutchain.model.Text;
import java.util.List;

/**
 * What can be judged of a snapshot.
 *
 * @param groups the target groups with their chains
 * @param gaps what was not obtained or not understood on the way, whether or not a chain shows it
 * @param notes what lies outside the chains by nature and not by mishap: parties that nobody declared, targets that are no
 *     hosts
 * @param hosts how many instances stand behind the target groups
 */
public record Assembly(List<TargetGroup> groups, List<Gap> gaps, List<Text> notes, int hosts) {

    public Assembly {
        groups = List.copyOf(groups);
        gaps = gaps.stream().distinct().toList();
        notes = notes.stream().distinct().toList();
    }
}
