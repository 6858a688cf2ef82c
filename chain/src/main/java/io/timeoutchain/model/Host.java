package io.timeoutchain.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The machine that a chain ends on: its kernel, and the systemd units that supervise the parties on it.
 *
 * @param kernel the kernel's own timers
 * @param units the unit of each supervised party, by product; a party that no unit supervises is absent, one whose unit
 *     could not be read has a unit with unread timers
 * @param largerSizes the larger instance types of the machine's family, smallest first; empty where they were not learnt
 */
public record Host(Party kernel, Map<Product, Party> units, List<InstanceSize> largerSizes) {

    /** An instance type, with what it has for workers. */
    public record InstanceSize(String type, long vcpus, long memoryBytes) {}

    public Host {
        largerSizes = List.copyOf(largerSizes);
        units = Collections.unmodifiableMap(new TreeMap<>(units));
    }

    /** The systemd unit that supervises {@code product} here, if one does. */
    public Optional<Party> unit(Product product) {
        return Optional.ofNullable(units.get(product));
    }
}
