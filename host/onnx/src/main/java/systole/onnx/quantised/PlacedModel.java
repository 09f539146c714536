package systole.onnx.quantised;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import systole.compiler.CompileException;
import systole.compiler.Compiler;
import systole.compiler.CompilerOptions;
import systole.onnx.Interpreter;
import systole.onnx.ModelExecutor;
import systole.onnx.OnnxException;
import systole.onnx.model.Model;
import systole.onnx.model.OnnxNode;
import systole.onnx.model.ValueInfo;
import systole.onnx.tensor.Extents;
import systole.onnx.tensor.Tensor;
import systole.quant.QuantisedGraph;
import systole.runtime.CompiledNetwork;
import systole.runtime.Device;
import systole.runtime.LoadedNetwork;

/**
 * A model of which a device's array computes what it can, and the host the rest. Extents that the model leaves open are 1. Closing it unloads the
 * model, not the device.
 */
public final class PlacedModel implements ModelExecutor, AutoCloseable {
    private final Plan plan;
    private final Device device;
    private final CompilerOptions options;
    private final List<LoadedRegion> regions = new ArrayList<>();
    private final Map<String, Integer> regionOfNode = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();

    private PlacedModel(Model model, Device device, CompilerOptions options) {
        this.plan = Plan.of(model);
        this.device = device;
        this.options = options;
    }

    /** Whether a model has anything that computes with 8-bit tensors; of others nothing is for the array. */
    public static boolean hasQuantised(Model model) {
        return model.graph().nodes().stream().map(OnnxNode::operator)
                .anyMatch(operator -> operator.equals("QuantizeLinear") || operator.equals("DequantizeLinear") || operator.startsWith("QLinear")
                        || operator.equals("QGemm"));
    }

    /** A region's networks on the device, as many as it has graphs. */
    private record LoadedRegion(Region region, List<LoadedNetwork> networks) {
    }

    /**
     * Compiles a model for a device and loads it.
     *
     * @throws OnnxException where neither array nor host can compute a node
     * @throws systole.runtime.DeviceException where the device cannot take a program
     */
    public static PlacedModel load(Model model, Device device) {
        return load(model, device, CompilerOptions.standard());
    }

    /** The same so that {@link #observe} shows every layer's tensor; that costs time. */
    public static PlacedModel observing(Model model, Device device) {
        return load(model, device, CompilerOptions.observing());
    }

    private static PlacedModel load(Model model, Device device, CompilerOptions options) {
        PlacedModel placed = new PlacedModel(model, device, options);
        try {
            Regions.of(placed.plan).forEach(placed::load);
            return placed;
        } catch (RuntimeException e) {
            placed.close();
            throw e;
        }
    }

    /** A region that the compiler refuses stays on the host. */
    private void load(Region region) {
        List<CompiledNetwork> compiled = new ArrayList<>();
        try {
            for (QuantisedGraph graph : region.graphs()) {
                compiled.add(new CompiledNetwork(graph, Compiler.compile(
                        graph, device.description().configuration(), options.batch(plan.tensors().batch(region.entry())))));
            }
        } catch (CompileException e) {
            region.units().stream().flatMap(unit -> unit.nodes().stream()).forEach(node -> refusals.put(node.name(), e.getMessage()));
            return;
        }
        List<LoadedNetwork> networks = new ArrayList<>();
        regions.add(new LoadedRegion(region, networks));
        compiled.forEach(network -> networks.add(device.load(network)));
        region.units().stream().flatMap(unit -> unit.nodes().stream()).forEach(node -> regionOfNode.put(node.name(), regions.size()));
    }

    @Override
    public Model model() {
        return plan.model();
    }

    /** An example of a tensor: it tells the type and the extents. */
    public Tensor example(String tensor) {
        return plan.tensors().example(tensor);
    }

    /** A tensor's extents; those between nodes that the array does as one are not known. */
    public Optional<Extents> extents(String tensor) {
        return plan.tensors().find(tensor).map(Tensor::extents);
    }

    /** Where each node runs, in the model's order. */
    public List<Placement> placements() {
        return model().graph().nodes().stream().map(this::placement).toList();
    }

    private Placement placement(OnnxNode node) {
        int region = region(node);
        String reason = refusals.getOrDefault(node.name(), plan.reason(node));
        return new Placement(node.name(), node.qualifiedOperator(), region, region > 0 ? "" : reason.isEmpty() ? "it reads what two regions make" : reason);
    }

    /** The region of a node's unit, or 0; a DequantizeLinear node is in the region whose nodes alone read it. */
    private int region(OnnxNode node) {
        if (!node.operator().equals("DequantizeLinear") || isOutput(node.outputs().getFirst())) {
            return regionOfNode.getOrDefault(node.name(), 0);
        }
        Set<Integer> readers = new HashSet<>();
        model().graph().nodes().stream().filter(reader -> reader.inputs().contains(node.outputs().getFirst()))
                .forEach(reader -> readers.add(regionOfNode.getOrDefault(reader.name(), 0)));
        return readers.size() == 1 ? readers.iterator().next() : 0;
    }

    private boolean isOutput(String tensor) {
        return model().graph().outputs().stream().map(ValueInfo::name).anyMatch(tensor::equals);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, Tensor> tensors = observe(inputs);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        model().graph().outputs().forEach(output -> outputs.put(output.name(), tensors.get(output.name())));
        return outputs;
    }

    /** Runs the model; gives every tensor that the host sees, by name: what it makes itself, and what the device shows. */
    public Map<String, Tensor> observe(Map<String, Tensor> inputs) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(plan.tensors().constants());
        model().graph().inputs().forEach(input -> tensors.put(input.name(), checked(input, inputs.get(input.name()))));
        Set<Integer> done = new HashSet<>();
        for (OnnxNode node : model().graph().nodes()) {
            int region = regionOfNode.getOrDefault(node.name(), 0);
            if (region > 0 && done.add(region)) {
                compute(regions.get(region - 1), tensors);
            } else if (region(node) == 0 && !plan.tensors().readsConstants(node)) {
                compute(node, tensors);
            }
        }
        return tensors;
    }

    private Tensor checked(ValueInfo info, Tensor tensor) {
        Tensor example = plan.tensors().example(info.name());
        if (tensor == null || tensor.type() != example.type() || !tensor.extents().equals(example.extents())) {
            throw new OnnxException("the model's input %s must be %s, not %s".formatted(info.name(), example, tensor));
        }
        return tensor;
    }

    private void compute(OnnxNode node, Map<String, Tensor> tensors) {
        List<Optional<Tensor>> inputs = node.inputs().stream().map(name -> Optional.ofNullable(tensors.get(name))).toList();
        List<Tensor> made = Interpreter.evaluate(node, model().opsets().getOrDefault(node.domain(), 1), inputs);
        for (int i = 0; i < Math.min(made.size(), node.outputs().size()); i++) {
            tensors.put(node.outputs().get(i), made.get(i));
        }
    }

    private void compute(LoadedRegion loaded, Map<String, Tensor> tensors) {
        byte[] input = EightBits.signed(tensors.get(loaded.region().entry()));
        for (LoadedNetwork network : loaded.networks()) {
            network.run(input).tensors().forEach((name, values) -> plan.tensors().find(name).ifPresent(
                    example -> tensors.put(name, EightBits.tensor(example.type(), example.extents(), values))));
        }
    }

    @Override
    public void close() {
        regions.stream().flatMap(loaded -> loaded.networks().stream()).forEach(LoadedNetwork::close);
    }
}
