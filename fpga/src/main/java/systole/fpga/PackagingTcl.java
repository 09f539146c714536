package systole.fpga;

import systole.contract.KernelArgument;
import systole.contract.Register;
import systole.runtime.fpga.Platform;

/** Tcl by which Vivado packages the kernel: an IP with its register map, and a Vitis object of it (UG1393, "Packaging RTL Code"). */
final class PackagingTcl {
    private PackagingTcl() {
    }

    static String of(Platform platform) {
        return """
                # Packages the kernel: vivado -mode batch -source package.tcl -tclargs OUTPUT.xo
                set output [lindex $argv 0]
                set here [file dirname [file normalize [info script]]]
                create_project -force kernel $here/vivado -part %1$s
                add_files -norecurse [glob $here/rtl/*.sv]
                set_property top %2$s [current_fileset]
                update_compile_order -fileset sources_1
                ipx::package_project -root_dir $here/ip -vendor %3$s -library %4$s -taxonomy /KernelIP -import_files -set_current false
                ipx::unload_core $here/ip/component.xml
                ipx::edit_ip_in_project -upgrade true -name kernel_ip -directory $here/ip $here/ip/component.xml
                set core [ipx::current_core]
                set_property core_revision 1 $core
                set_property sdx_kernel true $core
                set_property sdx_kernel_type rtl $core
                set_property supported_families {} $core
                set_property auto_family_support_level level_2 $core
                ipx::associate_bus_interfaces -busif %5$s -clock ap_clk $core
                ipx::associate_bus_interfaces -busif %6$s -clock ap_clk $core
                set map [ipx::add_memory_map %6$s $core]
                set_property slave_memory_map_ref %6$s [ipx::get_bus_interfaces %6$s -of_objects $core]
                set block [ipx::add_address_block reg0 $map]
                set_property range %7$d $block
                set_property width 32 $block
                proc add_register {block name offset bits} {
                  set register [ipx::add_register $name $block]
                  set_property address_offset $offset $register
                  set_property size $bits $register
                  return $register
                }
                %8$s
                ipx::create_xgui_files $core
                ipx::update_checksums $core
                ipx::check_integrity -kernel $core
                ipx::save_core $core
                close_project -delete
                package_xo -force -xo_path $output -kernel_name %2$s -ip_directory $here/ip -kernel_xml $here/kernel.xml
                """.formatted(platform.part(), KernelArgument.KERNEL, part(0), part(1), KernelXml.MEMORY, KernelXml.CONTROL,
                Register.SPACE, registers());
    }

    private static String part(int index) {
        return KernelXml.VLNV.split(":")[index];
    }

    /** The control registers under the names that Vitis knows, then the arguments under theirs. */
    private static String registers() {
        StringBuilder text = new StringBuilder();
        register(text, "CTRL", Register.CONTROL, Integer.BYTES);
        register(text, "GIER", Register.GLOBAL_INTERRUPT_ENABLE, Integer.BYTES);
        register(text, "IP_IER", Register.INTERRUPT_ENABLE, Integer.BYTES);
        register(text, "IP_ISR", Register.INTERRUPT_STATUS, Integer.BYTES);
        for (KernelArgument argument : KernelArgument.values()) {
            register(text, argument.parameter(), argument.register(), argument.bytes());
            if (argument.pointer()) {
                text.append("set_property value %s [ipx::add_register_parameter ASSOCIATED_BUSIF $register]%n".formatted(KernelXml.MEMORY));
            }
        }
        return text.toString().stripTrailing();
    }

    private static void register(StringBuilder text, String name, Register register, int bytes) {
        text.append("set register [add_register $block %s 0x%03X %d]%n".formatted(name, register.offset(), 8 * bytes));
    }
}
