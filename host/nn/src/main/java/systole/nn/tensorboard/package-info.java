/** Event files that TensorBoard reads, written without TensorFlow or protobuf. */
package systole.nn.tensorboard;
