package systole.onnx.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import systole.onnx.OnnxException;
import systole.onnx.tensor.ExternalData;
import systole.onnx.tensor.Tensor;
import systole.onnx.tensor.TensorProtos;

/**
 * Reads models from ONNX files (ModelProto of onnx.proto). Files may be hostile: nesting is limited by protobuf to 100 levels, sizes are checked before
 * memory is taken, and what is wrong ends in one {@link OnnxException}.
 */
public final class ModelReader {
    /** The versions of ONNX's operators that are known. */
    public static final int OLDEST_OPSET = 6;
    public static final int NEWEST_OPSET = 28;

    private static final String ONNX_DOMAIN = "ai.onnx";

    private final ExternalData external;

    private ModelReader(ExternalData external) {
        this.external = external;
    }

    /** Reads a file, and what lies beside it of its data. Throws {@link OnnxException} with one line that names the file and what is wrong. */
    public static Model read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new OnnxException("there is no ONNX file " + file);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new OnnxException("it has %,d bytes; 2 GiB is the most there can be, larger tensors stand in external data"
                        .formatted(channel.size()));
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new ModelReader(ExternalData.beside(file)).model(parse(bytes));
        } catch (OnnxException e) {
            throw new OnnxException("%s is not a readable ONNX model: %s".formatted(file, e.getMessage()));
        }
    }

    /** Decodes a model that has no external data. */
    public static Model read(ByteBuffer bytes) {
        return new ModelReader(ExternalData.NONE).model(parse(bytes));
    }

    private static ModelProto parse(ByteBuffer bytes) {
        CodedInputStream stream = CodedInputStream.newInstance(bytes);
        stream.enableAliasing(true);
        try {
            ModelProto proto = ModelProto.parseFrom(stream);
            stream.checkLastTagWas(0);
            return proto;
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxException("its encoding is broken: " + e.getMessage().replaceAll("\\s+", " "));
        } catch (IOException e) {
            throw new OnnxException("it cannot be read: " + e.getMessage());
        }
    }

    private Model model(ModelProto proto) {
        if (!proto.hasGraph()) {
            throw new OnnxException("it has no graph");
        }
        return new Model(proto.getProducerName(), proto.getIrVersion(), opsets(proto), graph(proto.getGraph()));
    }

    private static Map<String, Integer> opsets(ModelProto proto) {
        Map<String, Integer> opsets = new HashMap<>();
        for (OperatorSetIdProto opset : proto.getOpsetImportList()) {
            String domain = domain(opset.getDomain());
            if (domain.isEmpty() && (opset.getVersion() < OLDEST_OPSET || opset.getVersion() > NEWEST_OPSET)) {
                throw new OnnxException("its operators are of version %d; versions %d to %d are supported"
                        .formatted(opset.getVersion(), OLDEST_OPSET, NEWEST_OPSET));
            }
            opsets.put(domain, Math.clamp(opset.getVersion(), 0, Integer.MAX_VALUE));
        }
        if (!opsets.containsKey("")) {
            throw new OnnxException("it does not say which version of ONNX's operators it uses");
        }
        return opsets;
    }

    private static String domain(String domain) {
        return domain.equals(ONNX_DOMAIN) ? "" : domain;
    }

    private OnnxGraph graph(GraphProto proto) {
        if (proto.getSparseInitializerCount() > 0) {
            throw new OnnxException("it has sparse initialisers, which are not supported; store them densely");
        }
        Map<String, Tensor> initialisers = new LinkedHashMap<>();
        for (TensorProto tensor : proto.getInitializerList()) {
            if (initialisers.put(tensor.getName(), TensorProtos.read(tensor, external)) != null) {
                throw new OnnxException("there are two initialisers " + tensor.getName());
            }
        }
        List<ValueInfo> inputs = ValueInfos.read(proto.getInputList()).stream().filter(input -> !initialisers.containsKey(input.name())).toList();
        return new OnnxGraph(proto.getName(), inputs, ValueInfos.read(proto.getOutputList()), nodes(proto), initialisers);
    }

    private List<OnnxNode> nodes(GraphProto proto) {
        List<OnnxNode> nodes = new ArrayList<>();
        NodeNames names = new NodeNames();
        for (NodeProto node : proto.getNodeList()) {
            String name = names.unique(node.getName().isEmpty() ? nameless(node, nodes.size()) : node.getName());
            nodes.add(new OnnxNode(name, domain(node.getDomain()), node.getOpType(), List.copyOf(node.getInputList()),
                    List.copyOf(node.getOutputList()), new AttributeReader(name, external).read(node.getAttributeList())));
        }
        return nodes;
    }

    /** What to call a node that has no name: after the tensor that it makes, since that name is unique. */
    private static String nameless(NodeProto node, int index) {
        return node.getOutputList().stream().filter(output -> !output.isEmpty()).findFirst().orElse("number " + index);
    }
}
