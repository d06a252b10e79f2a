#!/usr/bin/env bash
# Packs the library and uses the packed file as a stranger would: a fresh project in an empty folder with its own empty package folder.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
packages=$root/artifacts/packages
rm -rf "$packages"
dotnet pack src/KimCaseManagement -c Release -o "$packages" --verbosity quiet
version=$(ls "$packages"/KimCaseManagement.*.nupkg | grep -v Testing | sed -E 's/.*KimCaseManagement\.([0-9].*)\.nupkg/\1/')

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export NUGET_PACKAGES=$folder/packages
cp eng/consumer/Program.cs "$folder"
cat > "$folder/Consumer.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <RestoreAdditionalProjectSources>$packages</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="KimCaseManagement" Version="$version" />
  </ItemGroup>
</Project>
PROJECT
cd "$folder"
dotnet run
